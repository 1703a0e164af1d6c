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
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Access to a service behind the gateway: health and metrics are open, the rest of the actuator is for operators, and everything
 * else is for one role.
 */
public final class RoleAccess {
    private static final String OPERATOR = "operator";
    private static final String ACTUATOR = "/actuator/";

    private RoleAccess() {}

    /**
     * The rule as a filter. Whoever has no valid token gets 401, whoever lacks the role 403, both as problems.
     *
     * @param role that the token's claim {@code roles} must hold
     */
    public static SecurityWebFilterChain of(ServerHttpSecurity http, Problems problems, String role) {
        ServerAccessDeniedHandler denied = (exchange, _) -> problems.handle(exchange, lacks(needed(exchange, role)));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable) // there is no cookie that another page could ride on
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                // Each request carries its token: nothing is kept between two of them.
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(
                        ask -> ask.pathMatchers("/actuator/health", "/actuator/health/**", "/actuator/prometheus")
                                .permitAll()
                                .pathMatchers(ACTUATOR + "**")
                                .hasAuthority(OPERATOR)
                                .anyExchange()
                                .hasAuthority(role))
                .oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtAuthenticationConverter(RoleAccess::withRoles))
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(denied))
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(problems::handle).accessDeniedHandler(denied))
                .build();
    }

    private static String needed(ServerWebExchange exchange, String role) {
        return exchange.getRequest().getPath().value().startsWith(ACTUATOR) ? OPERATOR : role;
    }

    private static Refused lacks(String role) {
        return new Refused(HttpStatus.FORBIDDEN, "forbidden", "This is for people with the role '" + role + "'.");
    }

    private static Mono<AbstractAuthenticationToken> withRoles(Jwt token) {
        List<GrantedAuthority> authorities = Roles.of(token).stream()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return Mono.just(new JwtAuthenticationToken(token, authorities));
    }
}
