package dev.earshot.local;

import dev.earshot.local.demo.DemoPlan;
import java.util.Locale;
import java.util.Optional;

/** How much room a made-up history takes. */
final class DemoDisk {
    /** Kafka's data of the default history, compressed, and its rows in PostgreSQL with their indexes, by its calls; rounded up. */
    private static final long PER_CALL = 40_000;

    /** What Kafka and PostgreSQL take before there is anything in them. */
    private static final long EMPTY = 200L << 20;

    private DemoDisk() {}

    /** In bytes. */
    static long needed(DemoPlan plan) {
        return EMPTY + plan.calls() * PER_CALL;
    }

    /** Why there is not room enough, if so. @param free in bytes */
    static Optional<String> refusal(DemoPlan plan, long free) {
        long needed = needed(plan);
        if (needed <= free) return Optional.empty();
        return Optional.of(
                "This history takes about %s with its tables, and %s are free: choose fewer --days or --per-day,"
                                .formatted(shown(needed), shown(free))
                        + " or another place with --data");
    }

    private static String shown(long bytes) {
        return bytes < 1L << 30
                ? Math.ceilDiv(bytes, 1L << 20) + " MiB"
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
