package dev.earshot.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks every part of a running Earshot how it is, all at once: whatever has not answered in time does not answer, and is a line
 * that says so, never a failure.
 */
final class StatusQuestion implements AutoCloseable {
    /** For everything together; the gateway's own account of the whole may take 2 s. */
    private static final Duration LIMIT = Duration.ofMillis(2_800);

    /** How long it is asked at least, however long this process took to begin. */
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    /** Since the start of this process: what is left of 5 s goes to writing down and ending. */
    private static final Duration WHOLE = Duration.ofMillis(4_200);

    /** For one answer: shorter, so that a part's own sentence comes first. */
    private static final Duration ANSWER = Readiness.ANSWER_LIMIT;

    private static final String READY = "ready";
    private static final String SILENT = "does not answer";
    private static final JsonMapper JSON = new JsonMapper();

    private final Addresses addresses;
    private final DataDirectory directory;
    private final LocalSecrets secrets;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final Admin admin;

    /**
     * How everything is at one moment.
     *
     * @param ready whether every part is that has to be; audio may be missing
     * @param health what the gateway says, null if it does not answer
     */
    record Status(
            boolean running,
            boolean ready,
            List<PartStatus> parts,
            List<Lag> readers,
            @Nullable GatewayHealth health) {}

    /**
     * How one part is.
     *
     * @param state {@code ready}, or why not
     * @param pid 0 if it is not known
     * @param restarts in this run
     */
    record PartStatus(String name, String address, boolean ready, String state, long pid, int restarts, String log) {
        @JsonIgnore
        String line() {
            String known = ready ? state : state + "; log: " + log;
            return "%-20s %-16s %s".formatted(name, address, known);
        }
    }

    StatusQuestion(Addresses addresses, DataDirectory directory) {
        this.addresses = addresses;
        this.directory = directory;
        this.secrets = LocalSecrets.in(directory.secrets());
        Map<String, Object> client = new HashMap<>(KafkaClient.settings(addresses.kafka(), secrets));
        client.put("default.api.timeout.ms", (int) ANSWER.toMillis());
        client.put("request.timeout.ms", (int) ANSWER.toMillis() - 500);
        this.admin = Admin.create(client);
    }

    /** Whatever is left of 5 s since the start of this process, at least a second: one that began slowly asks for a shorter time. */
    Status askOnce() {
        long age = ManagementFactory.getRuntimeMXBean().getUptime();
        return ask(Math.clamp(WHOLE.toMillis() - age, AT_LEAST.toMillis(), LIMIT.toMillis()));
    }

    Status ask() {
        return ask(LIMIT.toMillis());
    }

    /** @param limit in ms */
    private Status ask(long limit) {
        String token = OperatorToken.sign(secrets, Instant.now());
        CompletableFuture<String> kafka = asked(this::kafka, SILENT, limit);
        CompletableFuture<String> postgres = asked(this::postgres, SILENT, limit);
        List<CompletableFuture<String>> services = new ArrayList<>();
        for (Service service : Service.values()) {
            services.add(asked(() -> Readiness.ask(service, addresses), SILENT, limit));
        }
        CompletableFuture<String> audio = asked(this::audio, SILENT, limit);
        CompletableFuture<List<Lag>> groups =
                asked(() -> Lag.ofGroups(admin), List.of(new Lag("Kafka's groups", "", null)), limit);
        List<CompletableFuture<Lag>> own = OwnLag.READERS.stream()
                .map(reader -> asked(() -> reader.ask(http, addresses, token, ANSWER), reader.unknown(), limit))
                .toList();
        CompletableFuture<Optional<GatewayHealth>> health =
                asked(() -> Optional.of(GatewayHealth.ask(http, addresses, token, ANSWER)), Optional.empty(), limit);

        Map<Part, PartsFile.Known> known = PartsFile.read(directory.parts());
        List<PartStatus> parts = new ArrayList<>();
        parts.add(part(Part.KAFKA, addresses.kafka(), kafka.join(), known));
        parts.add(part(Part.POSTGRES, addresses.postgres(), postgres.join(), known));
        for (Service service : Service.values()) {
            String answer = services.get(service.ordinal()).join();
            parts.add(part(Part.of(service), addresses.port(service), answer, known));
        }
        boolean ready = parts.stream().allMatch(PartStatus::ready);
        parts.add(part(Part.AUDIO, addresses.livekit(), audio.join(), known));
        List<Lag> readers = new ArrayList<>(groups.join());
        own.forEach(lag -> readers.add(lag.join()));
        return new Status(true, ready, parts, readers, health.join().orElse(null));
    }

    @Override
    public void close() {
        // Not waiting for what a frozen part still owes.
        http.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private PartStatus part(Part part, int port, String answer, Map<Part, PartsFile.Known> all) {
        PartsFile.Known known = all.get(part);
        String log = part.log(directory).toString();
        String address = "127.0.0.1:" + port;
        if (known == null) return new PartStatus(part.title(), address, answer.equals(READY), answer, 0, 0, log);
        String state = switch (known.state()) {
            case RESTARTING -> "ended (" + known.why() + ") and is started again";
            case DOWN -> "ended too often (" + known.why() + ") and stays down";
            case STARTING, UP -> answer;
        };
        return new PartStatus(
                part.title(), address, state.equals(READY), state, known.pid(), known.restarts(), known.log());
    }

    private String kafka() throws InterruptedException {
        try {
            admin.describeCluster().nodes().get();
            return READY;
        } catch (ExecutionException away) {
            return SILENT;
        }
    }

    private String postgres() {
        Properties login = new Properties();
        var database = Database.address(addresses.postgres(), secrets);
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        login.setProperty("loginTimeout", String.valueOf(ANSWER.toSeconds()));
        login.setProperty("socketTimeout", String.valueOf(ANSWER.toSeconds()));
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), login)) {
            return connection.isValid((int) ANSWER.toSeconds()) ? READY : SILENT;
        } catch (SQLException away) {
            return SILENT;
        }
    }

    private String audio() throws IOException, InterruptedException {
        if (Files.exists(directory.livekitStatus())) {
            return JSON.readTree(Files.readAllBytes(directory.livekitStatus()))
                    .path("reason")
                    .asString(SILENT);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + addresses.livekit()))
                .timeout(ANSWER)
                .build();
        HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
        return answer.statusCode() == 200 ? READY : "answers " + answer.statusCode();
    }

    /** On a thread of its own; the fallback if it fails or takes too long. */
    private static <T> CompletableFuture<T> asked(Callable<T> question, T fallback, long limit) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception away) {
                answer.complete(fallback);
            }
        });
        return answer.completeOnTimeout(fallback, limit, TimeUnit.MILLISECONDS);
    }
}
