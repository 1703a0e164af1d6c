package dev.earshot.local;

import dev.earshot.servers.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Asks every part of a running Earshot how it is. Whatever does not answer is a line that says so, never a failure. */
final class StatusQuestion implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Addresses addresses;
    private final DataDirectory directory;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /** @param ready whether every part is that has to be; audio may be missing */
    record Status(boolean ready, List<String> lines) {}

    StatusQuestion(Addresses addresses, DataDirectory directory) {
        this.addresses = addresses;
        this.directory = directory;
    }

    Status ask() throws InterruptedException, IOException {
        List<String> lines = new ArrayList<>();
        boolean ready = part(lines, "Kafka", addresses.kafka(), answer(addresses.kafka()));
        ready &= part(lines, "PostgreSQL", addresses.postgres(), answer(addresses.postgres()));
        for (Service service : Service.values()) {
            ready &= part(lines, service.artifact(), addresses.port(service), Readiness.ask(service, addresses));
        }
        part(lines, "LiveKit", addresses.livekit(), audio());
        groups(lines);
        String token = OperatorToken.sign(LocalSecrets.in(directory.secrets()), Instant.now());
        lines.addAll(OwnLag.of(http, addresses, token));
        try {
            lines.addAll(StatusText.of(GatewayHealth.ask(http, addresses, token)));
        } catch (IOException away) {
            lines.add("Sockets, sessions and dead records are not known: " + away.getMessage());
        }
        return new Status(ready, lines);
    }

    @Override
    public void close() {
        http.close();
    }

    private void groups(List<String> lines) throws InterruptedException {
        try {
            lines.addAll(Lag.of(addresses));
        } catch (ExecutionException away) {
            lines.add("The lag of Kafka's groups is not known: " + away.getCause());
        }
    }

    private String audio() throws IOException {
        boolean on = !Files.exists(directory.livekitStatus());
        return on ? answer(addresses.livekit()) : Files.readString(directory.livekitStatus());
    }

    private static String answer(int port) {
        return Ports.isFree(port) ? "does not answer" : "ready";
    }

    private static boolean part(List<String> lines, String part, int port, String state) {
        lines.add("%-20s 127.0.0.1:%-6d %s".formatted(part, port, state));
        return state.equals("ready");
    }
}
