package dev.earshot.http;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import reactor.core.publisher.Mono;

/** Access to a service behind the gateway: its addresses are for one role, health and metrics are open, and the rest of the actuator is for operators. */
public final class RoleAccess {
    private static final String OPERATOR = "operator";

    private RoleAccess() {}

    /**
     * The rule as a filter. Whoever has no valid token gets 401, whoever lacks the role 403, both as problems.
     *
     * @param role that the token's claim {@code roles} must hold
     * @param paths that it opens; nothing else is answered
     */
    public static SecurityWebFilterChain of(
            ServerHttpSecurity http, Problems problems, String role, String... paths) {
        ServerAccessDeniedHandler denied =
                (exchange, _) -> problems.handle(exchange, new Refused(
                        HttpStatus.FORBIDDEN, "forbidden", "This is for people with the role '" + role + "'."));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable) // there is no cookie that another page could ride on
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .authorizeExchange(
                        ask -> ask.pathMatchers("/actuator/health", "/actuator/health/**", "/actuator/prometheus")
                                .permitAll()
                                .pathMatchers("/actuator/**")
                                .hasAuthority(OPERATOR)
                                .pathMatchers(paths)
                                .hasAuthority(role)
                                .anyExchange()
                                .denyAll())
                .oauth2ResourceServer(
                        tokens -> tokens.jwt(jwt -> jwt.jwtAuthenticationConverter(RoleAccess::withRoles))
                                .authenticationEntryPoint(problems::handle)
                                .accessDeniedHandler(denied))
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(problems::handle).accessDeniedHandler(denied))
                .build();
    }

    private static Mono<AbstractAuthenticationToken> withRoles(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        List<GrantedAuthority> authorities = roles == null
                ? List.of()
                : roles.stream()
                        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                        .toList();
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }
}
