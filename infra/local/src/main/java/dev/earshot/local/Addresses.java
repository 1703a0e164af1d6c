package dev.earshot.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Where the parts of a run answer; kept in a file so that other commands find them. */
record Addresses(int gateway, int projector, int analytics, int kafka, int postgres, int livekit) {
    static Addresses of(LocalPorts ports) {
        return new Addresses(
                ports.gateway, ports.projector, ports.analytics, ports.kafka, ports.postgres, ports.livekit);
    }

    /** Those of the run that wrote the file; empty if none did. */
    static Optional<Addresses> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties kept = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            kept.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + file, failed);
        }
        return Optional.of(new Addresses(
                port(kept, "gateway"),
                port(kept, "projector"),
                port(kept, "analytics"),
                port(kept, "kafka"),
                port(kept, "postgres"),
                port(kept, "livekit")));
    }

    void write(Path file) {
        Properties kept = new Properties();
        kept.setProperty("gateway", String.valueOf(gateway));
        kept.setProperty("projector", String.valueOf(projector));
        kept.setProperty("analytics", String.valueOf(analytics));
        kept.setProperty("kafka", String.valueOf(kafka));
        kept.setProperty("postgres", String.valueOf(postgres));
        kept.setProperty("livekit", String.valueOf(livekit));
        try (Writer out = Files.newBufferedWriter(file)) {
            kept.store(out, null);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
    }

    /** Where one service's HTTP answers. */
    String http(Service service) {
        return "http://127.0.0.1:" + port(service);
    }

    int port(Service service) {
        return switch (service) {
            case GATEWAY -> gateway;
            case PROJECTOR -> projector;
            case ANALYTICS -> analytics;
        };
    }

    String banner(Duration took) {
        return """

                Ready in %.1f s
                  App         http://localhost:%d
                  Kafka       127.0.0.1:%d
                  PostgreSQL  postgresql://analyst@127.0.0.1:%d/earshot
                Passwords are in secrets.properties, logs in logs (both in the data directory).
                Ctrl-C stops everything.
                """.formatted(took.toMillis() / 1000.0, gateway, kafka, postgres);
    }

    private static int port(Properties kept, String name) {
        return Integer.parseInt(kept.getProperty(name, "0"));
    }
}
