package dev.earshot.analytics.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * How calls sounded: percentiles of what browsers measured, by hour, channel or person.
 *
 * @param exact from every sample; otherwise from classes, and within 2 %, MOS within 0.01 (samples and poor ones are always exact)
 */
record Quality(List<Item> items, boolean exact) {
    /** So many samples are sorted faster than one notices; more are taken from the sums. */
    private static final long SORTED = 20_000;

    private static final String HOW_MANY = """
            SELECT (SELECT coalesce(sum(samples), 0)::bigint
                    FROM unnest(:spanMinutes::int[], :spanFrom::timestamptz[], :spanTo::timestamptz[]) span(minutes, first, last)
                    CROSS JOIN LATERAL (
                        SELECT * FROM facts.quality_sum
                        WHERE guild_id = :guild AND channel_id = :place AND quality_sum.minutes = span.minutes
                          AND begins >= first AND begins < last OFFSET 0) sums) AS samples,
                   EXISTS (SELECT FROM facts.month_dropped
                           WHERE parent = 'quality' AND month < (:to AT TIME ZONE 'UTC') AND month + interval '1 month' > (:from AT TIME ZONE 'UTC')) AS dropped""";

    /** Of measures that are worse the larger they are; null if no browser could say. */
    record Percentiles(
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    /** 1 bad to 4.4 very good, and so the low end is the one that matters. */
    record Mos(@Nullable Double p50, @Nullable Double p05) {}

    /**
     * @param key beginning of the hour with the offset of the zone asked for, the channel's id or the person's
     * @param samples about one each 10 s of a call
     * @param poor of these, the ones whose MOS is below 3.6: what most people would complain of
     * @param bitrateBps of the audio received
     */
    record Item(
            String key,
            String label,
            long samples,
            long poor,
            Percentiles jitterMs,
            Percentiles lossRatio,
            Percentiles roundTripMs,
            Percentiles bitrateBps,
            Mos mos) {
        Item named(String name) {
            return new Item(name, name, samples, poor, jitterMs, lossRatio, roundTripMs, bitrateBps, mos);
        }
    }

    /** What is told apart, and in which order. */
    enum By {
        /** In the order of time. */
        HOUR,
        /** Most samples first. */
        CHANNEL,
        /** Whoever had most poor samples first: so many, and no more. */
        USER
    }

    /** @param limit how many people at most, if people are told apart */
    static Mono<Quality> ask(DatabaseClient database, Question question, By by, int limit) {
        // One person's samples are few; and who was in which channel is in no sum.
        if (question.user() != null || (by == By.USER && question.channel() != null)) {
            return sorted(database, question, by, limit);
        }
        SumSpans all = SumSpans.of(question.from(), question.to());
        return Ask.of(HOW_MANY, question)
                .with(all)
                .one(
                        database,
                        row -> Rows.number(row, "samples") <= SORTED
                                && !Boolean.TRUE.equals(row.get("dropped", Boolean.class)))
                .flatMap(few -> few ? sorted(database, question, by, limit) : summed(database, question, by, limit));
    }

    private static Mono<Quality> sorted(DatabaseClient database, Question question, By by, int limit) {
        return SortedQuality.ask(database, question, by, limit).collectList().map(items -> new Quality(items, true));
    }

    private static Mono<Quality> summed(DatabaseClient database, Question question, By by, int limit) {
        return SummedQuality.ask(database, question, by, limit).map(items -> new Quality(items, false));
    }

    /** To a millionth, as every answer shows a measure. */
    static @Nullable Double shown(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1_000_000) / 1_000_000.0;
    }
}
