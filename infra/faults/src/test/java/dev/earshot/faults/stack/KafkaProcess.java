package dev.earshot.faults.stack;

import dev.earshot.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Path;

/** The broker in a JVM of its own, so that it can be killed. Ends when whoever started it does. */
public final class KafkaProcess {
    private KafkaProcess() {}

    @SuppressWarnings("SystemExitOutsideMain") // this is the main method's only way to end the broker's threads
    public static void main(String[] arguments) throws IOException {
        KafkaServer server = KafkaServer.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("started");
        while (System.in.read() >= 0) {
            // Nobody writes; the end of the input is the end of the test.
        }
        server.stop();
        System.exit(0);
    }
}
