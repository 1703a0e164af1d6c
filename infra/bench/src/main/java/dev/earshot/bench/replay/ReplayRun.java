package dev.earshot.bench.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.earshot.projector.history.Asker;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.projector.history.TimeMachine;
import dev.earshot.projector.history.answer.StateAnswer;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is measured, in a process of its own: the whole log folded several times without checkpoints, then moments with them.
 * Arguments: Kafka's address, how many times, a directory for checkpoints.
 */
final class ReplayRun {
    private static final int MOMENTS = 40;

    private ReplayRun() {}

    public static void main(String[] arguments) {
        HistorySettings settings = HistorySettings.of(Map.of("bootstrap.servers", arguments[0]));
        fold(settings, Integer.parseInt(arguments[1]));
        moments(settings.withCheckpoints(Path.of(arguments[2])));
    }

    private static void fold(HistorySettings settings, int times) {
        try (TimeMachine machine = new TimeMachine(settings, Clock.systemUTC())) {
            for (int i = 1; i <= times; i++) {
                long cpu = cpu();
                long began = System.nanoTime();
                StateAnswer state = machine.state(LongLog.GUILD, Instant.now(), Asker.PROGRAM);
                double seconds = (System.nanoTime() - began) / 1e9;
                double cores = (cpu() - cpu) / 1e9 / seconds;
                int present =
                        state.channels().values().stream().mapToInt(List::size).sum();
                System.out.printf(
                        "run %d: %,d events in %.2f s = %,.0f events/s on %.2f cores, %d present, heap after collection %d MiB, collections %d ms in all%n",
                        i,
                        state.eventsFolded(),
                        seconds,
                        state.eventsFolded() / seconds,
                        cores,
                        present,
                        heap() >> 20,
                        collecting());
            }
        }
    }

    // Anywhere in the log, as somebody drags the slider.
    private static void moments(HistorySettings settings) {
        try (TimeMachine machine = new TimeMachine(settings, Clock.systemUTC())) {
            Instant first = machine.log(LongLog.GUILD).first();
            Instant last = machine.log(LongLog.GUILD).last();
            if (first == null || last == null) throw new IllegalStateException("the log is empty");
            long began = System.nanoTime();
            machine.density(LongLog.GUILD, first, last, 240, Asker.PROGRAM);
            System.out.printf("first density of the whole log, checkpoints written: %d ms%n", millis(began));
            began = System.nanoTime();
            machine.density(LongLog.GUILD, first, last, 240, Asker.PROGRAM);
            System.out.printf("density again: %d ms%n", millis(began));
            Random random = new Random(1);
            long[] took = new long[MOMENTS];
            for (int i = 0; i < MOMENTS; i++) {
                long at = first.toEpochMilli()
                        + (long) (random.nextDouble() * (last.toEpochMilli() - first.toEpochMilli()));
                began = System.nanoTime();
                machine.state(LongLog.GUILD, Instant.ofEpochMilli(at), Asker.PROGRAM);
                took[i] = millis(began);
            }
            Arrays.sort(took);
            System.out.printf(
                    "any moment with checkpoints, %d of them: p50 %d ms, p95 %d ms, max %d ms%n",
                    MOMENTS, took[MOMENTS / 2], took[MOMENTS * 95 / 100], took[MOMENTS - 1]);
        }
    }

    private static long millis(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Of this process, in nanoseconds; the broker's comes on top. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
