package dev.earshot.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service on a free port that has what this module gives it, a few addresses for analysts, and no more. */
final class SmallService implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private SmallService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** In the profile dev, with the secret of {@link Tokens}. */
    static SmallService dev() {
        return start("--spring.profiles.active=dev", "--earshot.auth.dev-secret=" + Tokens.SECRET);
    }

    static SmallService start(String... arguments) {
        return new SmallService(new SpringApplicationBuilder(Application.class)
                .properties("server.port=0", "server.address=127.0.0.1")
                .run(arguments));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpResponse<String> get(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
        if (token != null) request.header("Authorization", "Bearer " + token);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** How many problems of this status and code were counted. */
    double problems(int status, String code) {
        return context.getBean(MeterRegistry.class)
                .counter("earshot.http.problems", "status", Integer.toString(status), "code", code)
                .count();
    }

    /** What a gauge shows now. */
    double gauge(String name) {
        return context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    /** How many connections were refused for this reason. */
    double refused(String reason) {
        return context.getBean(MeterRegistry.class)
                .counter("earshot.http.connections.refused", "reason", reason)
                .count();
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableWebFluxSecurity
    @Import({HttpConfiguration.class, Addresses.class})
    static class Application {
        @Bean
        SecurityWebFilterChain access(ServerHttpSecurity http, Problems problems) {
            return RoleAccess.of(http, problems, "analyst");
        }

        @Bean
        KnownFailure cellar() {
            return failure -> failure instanceof CellarFlooded
                    ? Refused.away("cellar-flooded", "The cellar is under water. Try again shortly.", failure)
                    : null;
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @RestController
    static class Addresses {
        @GetMapping("/api/fine")
        String fine() {
            return "fine";
        }

        @GetMapping("/api/large")
        String large() {
            return "x".repeat(4_000_000);
        }

        @GetMapping("/actuator/health")
        String well() {
            return "well";
        }

        /** Open to everybody, and answered from another thread a moment later. */
        @PostMapping("/actuator/health")
        Mono<String> later(@RequestBody String said) {
            return Mono.delay(Duration.ofMillis(20)).thenReturn(said);
        }

        @GetMapping("/api/cellar")
        String cellar() {
            throw new CellarFlooded();
        }

        @GetMapping("/api/broken")
        String broken() {
            throw new IllegalStateException("a secret of the inside");
        }
    }

    private static final class CellarFlooded extends RuntimeException {
        private static final long serialVersionUID = 1;

        CellarFlooded() {
            super("The pump stopped");
        }
    }
}
