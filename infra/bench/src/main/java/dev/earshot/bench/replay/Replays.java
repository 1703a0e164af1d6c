package dev.earshot.bench.replay;

import dev.earshot.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a log into a broker in this process, and has another one read it. */
public final class Replays {
    private Replays() {}

    /** @return the measured process's exit code */
    public static int run(long events, int runs, String heap) throws IOException, InterruptedException {
        Path checkpoints = Files.createTempDirectory("earshot-replay");
        try (KafkaServer kafka = KafkaServer.start()) {
            long began = System.nanoTime();
            LongLog.write(kafka.bootstrapServers(), events);
            System.out.printf("%,d events written in %.1f s%n", events, (System.nanoTime() - began) / 1e9);
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms" + heap,
                    "-Xmx" + heap,
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReplayRun.class.getName(),
                    kafka.bootstrapServers(),
                    Integer.toString(runs),
                    checkpoints.toString());
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } finally {
            delete(checkpoints);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
        }
    }
}
