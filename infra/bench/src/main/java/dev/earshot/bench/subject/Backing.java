package dev.earshot.bench.subject;

import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A real Kafka and a real PostgreSQL in a process of their own, so that neither shares a heap with what is measured or with
 * what measures. Arguments: the data directory, Kafka's port, PostgreSQL's port. It ends with its input or by a signal.
 */
final class Backing {
    static final String DATABASE = "earshot";

    /** Said once everything is there. */
    static final String READY = "ready";

    private Backing() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        KafkaServer kafka = KafkaServer.start(data.resolve("kafka"), Integer.parseInt(arguments[1]));
        PostgresServer postgres = PostgresServer.start(data.resolve("postgres"), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            kafka.close();
        }));
        postgres.createDatabase(DATABASE);
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
