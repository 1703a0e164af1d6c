package dev.earshot.analytics.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

/** Everything under {@code /api/analytics} needs a token with the role {@code analyst}; health and metrics need none. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {
    private static final String ANALYST = "analyst";
    private static final String DEV_ISSUER = "earshot-dev";

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http) {
        Refusals refusals = new Refusals();
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .authorizeExchange(exchange -> exchange.pathMatchers("/actuator/**")
                        .permitAll()
                        .pathMatchers("/api/analytics/**")
                        .hasAuthority(ANALYST)
                        .anyExchange()
                        .denyAll())
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(AccessConfiguration::roles))
                                .authenticationEntryPoint(refusals)
                                .accessDeniedHandler(refusals))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    /** In the profile {@code dev} the gateway makes tokens itself, with a secret that all services share. */
    @Bean
    @Profile("dev")
    ReactiveJwtDecoder devTokens(@Value("${earshot.auth.dev-secret:}") String secret) {
        byte[] key = secret.getBytes(UTF_8);
        if (key.length < 32) {
            throw new IllegalArgumentException(
                    "earshot.auth.dev-secret has " + key.length + " bytes: the profile dev needs at least 32");
        }
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(DEV_ISSUER));
        return decoder;
    }

    private static Mono<AbstractAuthenticationToken> roles(Jwt token) {
        List<String> roles = token.hasClaim("roles") ? token.getClaimAsStringList("roles") : List.of();
        List<GrantedAuthority> authorities = roles == null
                ? List.of()
                : roles.stream()
                        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                        .toList();
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }
}
