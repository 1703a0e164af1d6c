package dev.earshot.local;

import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: checks that it may run here, starts everything, waits for Ctrl-C, stops everything. */
@Command(
        name = "up",
        description = "Starts everything on this machine and runs until Ctrl-C",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    final LocalPorts ports = new LocalPorts();

    @Mixin
    final DataOption data = new DataOption();

    @Option(names = "--without-audio", description = "Does not start LiveKit")
    boolean withoutAudio;

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        directory.create();
        System.setProperty("earshot.logs", directory.logs().toString());
        Optional<RunLock> lock = RunLock.take(directory.lock());
        if (lock.isEmpty()) {
            System.err.println("Earshot is already running on " + directory.root() + " (process "
                    + RunLock.holder(directory.lock()) + "): ./earshot status tells where");
            return 1;
        }
        try (RunLock _ = lock.get()) {
            return runHolding(directory);
        }
    }

    private int runHolding(DataDirectory directory) throws Exception {
        // What a kill -9 left behind would else look like somebody else on our ports.
        for (Service service : Service.values()) ServiceProgram.stopLeftover(service, directory);
        KafkaBroker.stopLeftover(directory);
        PostgresServer.stopLeftover(directory.postgres());
        LiveKitServer.stopLeftover(directory.livekit());
        List<String> taken = ports.taken(!withoutAudio);
        if (!taken.isEmpty()) {
            taken.forEach(System.err::println);
            return 1;
        }
        return run(directory);
    }

    private int run(DataDirectory directory) throws Exception {
        long began = System.nanoTime();
        System.out.println("Starting Earshot (data in " + directory.root() + ")");
        RunReport report = new RunReport(System.out, Terminal.ofThisProcess().out(), directory);
        try (Everything everything = new Everything(ports, directory, false, report)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(everything), "stop"));
            everything.start(!withoutAudio);
            System.out.println(Addresses.of(ports).banner(Duration.ofNanos(System.nanoTime() - began)));
            // Ctrl-C runs the hook above, and the process ends with it.
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static void stop(Everything everything) {
        System.out.println("Stopping");
        everything.close();
        System.out.println("Stopped");
    }
}
