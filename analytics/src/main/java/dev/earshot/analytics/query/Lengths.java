package dev.earshot.analytics.query;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How long the calls were that ended; percentiles in seconds, within 4 %, null if none ended. */
record Lengths(
        List<Item> items,
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99) {
    private static final List<Long> EDGES =
            List.of(0L, 10L, 30L, 60L, 300L, 900L, 1800L, 3600L, 7200L, 14_400L, 28_800L, 86_400L);

    /** @param toSeconds null: no limit */
    record Item(long fromSeconds, @Nullable Long toSeconds, long calls) {}

    static Mono<Lengths> ask(DatabaseClient database, Question question) {
        return Ends.ask(database, question).map(Lengths::of);
    }

    static Lengths of(Ends ends) {
        List<Item> items = IntStream.range(0, EDGES.size())
                .mapToObj(i -> {
                    Long to = i + 1 < EDGES.size() ? EDGES.get(i + 1) : null;
                    return new Item(EDGES.get(i), to, ends.between(EDGES.get(i), to == null ? Long.MAX_VALUE : to));
                })
                .toList();
        return new Lengths(items, ends.percentile(0.5), ends.percentile(0.95), ends.percentile(0.99));
    }
}
