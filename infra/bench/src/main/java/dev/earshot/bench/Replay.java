package dev.earshot.bench;

import dev.earshot.bench.replay.Replays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The time machine over a long log. */
@Command(
        name = "replay",
        description = "Events per second from a local broker through the time machine; any moment with checkpoints.")
final class Replay implements Callable<Integer> {
    @Option(names = "--events", defaultValue = "5000000", description = "Length of the log (default ${DEFAULT-VALUE}).")
    long events;

    @Option(names = "--runs", defaultValue = "5", description = "How often it is folded (default ${DEFAULT-VALUE}).")
    int runs;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "Heap of the measured process (default ${DEFAULT-VALUE}).")
    String heap = "";

    @Override
    public Integer call() throws Exception {
        return Replays.run(events, runs, heap);
    }
}
