package dev.earshot.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The analytics service as it ships, with a PostgreSQL whose data stays from one run to the next and a Kafka that is empty. */
public final class AnalyticsSubject implements AutoCloseable {
    private static final String SECRET = "bench-only-secret-of-at-least-32-bytes";

    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final PostgresAddress database;
    private final int port = Ports.free();
    private final Child service;

    private AnalyticsSubject(Path repository, Path work) {
        kafka = KafkaServer.start();
        postgres = PostgresServer.start(work.resolve("postgres"), Ports.free());
        database = postgres.createDatabase("insights");
        service = Child.start(
                "analytics",
                work,
                repository,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        "analytics/target/analytics-exec.jar",
                        "--spring.profiles.active=dev",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--earshot.postgres.address=127.0.0.1:" + postgres.port() + "/insights",
                        "--earshot.postgres.user=postgres",
                        "--earshot.postgres.password=postgres"),
                Map.of("EARSHOT_AUTH_DEV_SECRET", SECRET));
    }

    /** Returns when the schema is there and the service answers. */
    public static AnalyticsSubject start(Path repository, Path work) {
        AnalyticsSubject subject = new AnalyticsSubject(repository, work);
        try {
            subject.service.awaitReady(subject.uri("/actuator/health/readiness"));
        } catch (RuntimeException failed) {
            // PostgreSQL would outlive this program, and keep the next run from its data.
            subject.close();
            throw failed;
        }
        return subject;
    }

    public PostgresAddress database() {
        return database;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Of an analyst, for an hour. */
    public String token() throws GeneralSecurityException {
        long expires = Instant.now().plusSeconds(3600).getEpochSecond();
        String text = base64("{\"alg\":\"HS256\"}") + "."
                + base64("{\"iss\":\"earshot-dev\",\"sub\":\"ann\",\"name\":\"Ann\",\"roles\":[\"analyst\"],\"exp\":"
                        + expires + "}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        service.close();
        postgres.close();
        kafka.close();
    }
}
