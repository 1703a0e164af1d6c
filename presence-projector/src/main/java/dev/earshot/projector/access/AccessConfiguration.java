package dev.earshot.projector.access;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

/** Health and metrics need no token; everything else one with the role {@code operator}. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {
    private static final String OPERATOR = "operator";

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http) {
        Refusals refusals = new Refusals();
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .authorizeExchange(exchange -> exchange.pathMatchers(
                                "/actuator/health", "/actuator/health/**", "/actuator/prometheus")
                        .permitAll()
                        .anyExchange()
                        .hasAuthority(OPERATOR))
                .oauth2ResourceServer(
                        server -> server.bearerTokenConverter(new ServerBearerTokenAuthenticationConverter())
                                .jwt(jwt -> jwt.jwtAuthenticationConverter(AccessConfiguration::roles))
                                .authenticationEntryPoint(refusals)
                                .accessDeniedHandler(refusals))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    private static Mono<AbstractAuthenticationToken> roles(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        List<GrantedAuthority> authorities = roles == null
                ? List.of()
                : roles.stream()
                        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                        .toList();
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }
}
