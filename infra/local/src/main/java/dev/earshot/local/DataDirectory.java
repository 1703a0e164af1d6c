package dev.earshot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a local run keeps what outlives it. */
record DataDirectory(Path root) {
    DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    void create() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(livekit());
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot create " + root, failed);
        }
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path livekit() {
        return root.resolve("livekit");
    }

    /** Why there is no LiveKit yet, for the gateway; absent while it runs. */
    Path livekitStatus() {
        return livekit().resolve("status.json");
    }

    /** Scratch space of Kafka Streams. */
    Path streams() {
        return root.resolve("streams");
    }

    /** Of the process that runs the service. */
    Path pid(Service service) {
        return root.resolve(service.artifact() + ".pid");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    /** Addresses of the run that holds the lock, for {@code status} and {@code tokens}. */
    Path run() {
        return root.resolve("run.properties");
    }
}
