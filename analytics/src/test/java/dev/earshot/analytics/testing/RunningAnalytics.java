package dev.earshot.analytics.testing;

import dev.earshot.analytics.AnalyticsApplication;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** The service as shipped, in the profile dev, on a free port and with a database of its own. */
public final class RunningAnalytics implements AutoCloseable {
    /** Of the role analyst. */
    public static final String PASSWORD = "look'only";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FactDatabase database;
    private final ConfigurableApplicationContext application;

    private RunningAnalytics(FactDatabase database, ConfigurableApplicationContext application) {
        this.database = database;
        this.application = application;
    }

    /** @param kafka its {@code bootstrap.servers} */
    public static RunningAnalytics start(String kafka) {
        return start(kafka, TestServers.newDatabase());
    }

    /** The same on a database that the test may take away. */
    public static RunningAnalytics start(String kafka, PostgresAddress address) {
        ConfigurableApplicationContext application = new SpringApplicationBuilder(AnalyticsApplication.class)
                .profiles("dev")
                .initializers(RunningAnalytics::ownThreads)
                .run(
                        "--server.port=0",
                        "--spring.kafka.bootstrap-servers=" + kafka,
                        "--earshot.topics.partitions=" + FactTopics.PARTITIONS,
                        "--earshot.postgres.address=" + address.host() + ":" + address.port() + "/"
                                + address.database(),
                        "--earshot.postgres.user=" + address.user(),
                        "--earshot.postgres.password=" + address.password(),
                        "--earshot.analytics.analyst-password=" + PASSWORD,
                        "--earshot.auth.dev-secret=" + Tokens.SECRET);
        return new RunningAnalytics(new FactDatabase(address), application);
    }

    // Reactor's threads are otherwise the JVM's: the first service that closes would take them from every other.
    private static void ownThreads(ConfigurableApplicationContext context) {
        ReactorResourceFactory threads = new ReactorResourceFactory();
        threads.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> threads);
    }

    public FactDatabase database() {
        return database;
    }

    public HttpResponse<String> get(String path, @Nullable String token) {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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

    /** The answer as it comes; closing it early is going away. */
    public InputStream open(String path, String token) {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        application.close();
        http.close();
    }
}
