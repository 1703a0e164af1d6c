package dev.earshot.gateway.identity;

import dev.earshot.http.Problems;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import reactor.core.publisher.Mono;

/** Who may ask for what over HTTP. The socket's handshake looks after itself. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfig {
    /** Asked without a token, and with a stale one as well: a page whose token has ended must still be able to log in. */
    private static final ServerWebExchangeMatcher OPEN = ServerWebExchangeMatchers.pathMatchers(
            "/ws",
            "/api/dev/login",
            "/api/livekit/webhook",
            "/v3/api-docs/**",
            "/actuator/health",
            "/actuator/health/**");

    @Bean
    SecurityWebFilterChain security(
            ServerHttpSecurity http,
            Problems problems,
            CorsConfigurationSource origins,
            @Value("${earshot.livekit.public-url:}") String livekit) {
        return http.csrf(CsrfSpec::disable) // there is no cookie that another page could ride on
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .cors(cors -> cors.configurationSource(origins))
                .headers(
                        headers -> headers.contentSecurityPolicy(
                                        csp -> csp.policyDirectives(ContentSecurity.policy(livekit)))
                                .frameOptions(frames -> frames.mode(Mode.DENY))
                                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                                .crossOriginResourcePolicy(
                                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                                .permissionsPolicy(
                                        allowed -> allowed.policy(
                                                "microphone=(self), camera=(self), display-capture=(self), geolocation=(), payment=()")))
                .authorizeExchange(ask -> ask.matchers(OPEN)
                        .permitAll()
                        .pathMatchers("/api/history/**", "/api/operations/**")
                        .hasAuthority("operator")
                        .pathMatchers("/api/analytics/**")
                        .hasAuthority("analyst")
                        .pathMatchers("/api/**")
                        .authenticated()
                        .pathMatchers("/actuator/**")
                        .hasAuthority("operator")
                        .anyExchange()
                        .permitAll())
                .oauth2ResourceServer(tokens -> tokens.bearerTokenConverter(bearer())
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(problems::handle)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(SecurityConfig::person)))
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(problems::handle).accessDeniedHandler(problems::handle))
                .build();
    }

    /** Of the pages that are not our own: their origins, and no credentials but the token they send. */
    @Bean
    CorsConfigurationSource allowedOrigins(EdgeSettings settings) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "If-Match"));
        cors.setExposedHeaders(List.of("Retry-After", "Content-Disposition"));
        cors.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", cors);
        return source;
    }

    private static ServerAuthenticationConverter bearer() {
        ServerBearerTokenAuthenticationConverter header = new ServerBearerTokenAuthenticationConverter();
        return exchange ->
                OPEN.matches(exchange).filter(open -> !open.isMatch()).flatMap(_ -> header.convert(exchange));
    }

    private static Mono<AbstractAuthenticationToken> person(Jwt jwt) {
        return Mono.fromCallable(() -> new PersonAuthentication(TokenPersons.of(jwt)));
    }
}
