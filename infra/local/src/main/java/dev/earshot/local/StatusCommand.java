package dev.earshot.local;

import dev.earshot.servers.Ports;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: whether each part is ready, and how far each reader is behind. Exits with 1 unless all are ready. */
@Command(name = "status", description = "Shows each part's readiness and lag", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    final DataOption data = new DataOption();

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        Optional<Addresses> run = Addresses.read(directory.run());
        if (run.isEmpty() || !RunLock.isHeld(directory.lock())) {
            System.out.println("Earshot is not running on " + directory.root());
            return 1;
        }
        Addresses addresses = run.get();
        boolean ready = true;
        ready &= show("Kafka", addresses.kafka(), answer(addresses.kafka()));
        ready &= show("PostgreSQL", addresses.postgres(), answer(addresses.postgres()));
        for (Service service : Service.values()) {
            ready &= show(service.artifact(), addresses.port(service), Readiness.ask(service, addresses));
        }
        boolean audio = !Files.exists(directory.livekitStatus());
        String state = audio ? answer(addresses.livekit()) : Files.readString(directory.livekitStatus());
        show("LiveKit", addresses.livekit(), state);
        Lag.of(addresses).forEach(System.out::println);
        OwnLag.of(addresses).forEach(System.out::println);
        return ready ? 0 : 1;
    }

    private static String answer(int port) {
        return Ports.isFree(port) ? "does not answer" : "ready";
    }

    private static boolean show(String part, int port, String state) {
        System.out.printf("%-20s 127.0.0.1:%-6d %s%n", part, port, state);
        return state.equals("ready");
    }
}
