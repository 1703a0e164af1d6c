package dev.earshot.projector.access;

import dev.earshot.http.Problems;
import dev.earshot.http.RoleAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Health and metrics need no token; everything else one with the role {@code operator}. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {
    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, Problems problems) {
        return RoleAccess.of(http, problems, "operator");
    }
}
