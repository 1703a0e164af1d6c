package dev.earshot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where a local run keeps what outlives it. */
record DataDirectory(Path root) {
    private static final List<String> OURS =
            List.of("lock", "logs", "secrets.properties", "kafka", "kafka.unfinished", "postgres");

    DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    void create() {
        try {
            refuseOthersFiles();
            Files.createDirectories(root);
            // Everything below is this user's alone.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(logs());
            Files.createDirectories(livekit());
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot create " + root, failed);
        }
    }

    /** The directory is closed to other accounts: it must not be one that holds something else. */
    private void refuseOthersFiles() throws IOException {
        if (!Files.exists(root) || OURS.stream().anyMatch(name -> Files.exists(root.resolve(name)))) return;
        try (Stream<Path> inside = Files.list(root)) {
            if (inside.findAny().isPresent()) {
                throw new IllegalStateException(
                        root + " holds files that are not Earshot's: give --data a place of its own");
            }
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

    Path kafkaPid() {
        return root.resolve("kafka.pid");
    }

    /** What became of each part of the run that holds the lock, for {@code status}. */
    Path parts() {
        return root.resolve("parts.json");
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
