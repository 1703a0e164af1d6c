package dev.earshot.local;

import dev.earshot.local.demo.DemoCounts;
import dev.earshot.local.demo.DemoPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo-data}: makes up a history before the first start, so that there is something to look at. */
@Command(
        name = "demo-data",
        description = "Makes up a history of the guild demo, before the first start or after a reset",
        mixinStandardHelpOptions = true)
final class DemoDataCommand implements Callable<Integer> {
    @Mixin
    final DataOption data = new DataOption();

    @Option(names = "--days", defaultValue = "30", description = "How long it is (default ${DEFAULT-VALUE})")
    int days;

    @Option(names = "--people", defaultValue = "200", description = "Members (default ${DEFAULT-VALUE})")
    int people;

    @Option(
            names = "--per-day",
            defaultValue = "600",
            description = "Calls on a working day (default ${DEFAULT-VALUE}); fewer on other days")
    int perDay;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed, size and time give the same history (default ${DEFAULT-VALUE})")
    long seed;

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = DemoPlan.untilNow(days, people, perDay, seed, Clock.systemDefaultZone());
        DataDirectory directory = data.directory();
        directory.create();
        System.setProperty("earshot.logs", directory.logs().toString());
        Optional<RunLock> lock = RunLock.take(directory.lock());
        if (lock.isEmpty()) {
            System.err.println("Earshot is running on " + directory.root() + " (process "
                    + RunLock.holder(directory.lock()) + "): stop it first, and empty it with ./earshot reset");
            return 1;
        }
        try (RunLock _ = lock.get()) {
            Optional<String> refusal = refusal(plan, directory);
            if (refusal.isPresent()) {
                System.err.println(refusal.get());
                return 1;
            }
            return write(plan, directory);
        }
    }

    private static Optional<String> refusal(DemoPlan plan, DataDirectory directory) throws IOException {
        if (Files.exists(directory.kafka()) || Files.exists(directory.postgres())) {
            return Optional.of("There is data in " + directory.root()
                    + ", and a made-up history must not mix with it: empty it with ./earshot reset,"
                    + " or choose another place with --data");
        }
        return DemoDisk.refusal(plan, Files.getFileStore(directory.root()).getUsableSpace());
    }

    private static int write(DemoPlan plan, DataDirectory directory) throws Exception {
        long began = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "Making up %d days of %d people (seed %d) in %s%n",
                plan.days(),
                plan.people(),
                plan.seed(),
                directory.root());
        DemoCounts counts;
        try (ProgressBar progress = new ProgressBar(System.out)) {
            counts = DemoKafka.fill(directory.kafka(), plan, progress);
        }
        System.out.printf(
                Locale.ROOT,
                "Wrote %,d records, %,d calls, in %.1f s. Next: ./earshot up%n",
                counts.total(),
                counts.calls(),
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        return 0;
    }
}
