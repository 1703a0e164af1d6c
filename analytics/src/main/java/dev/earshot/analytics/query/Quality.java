package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How calls sounded: percentiles of what browsers measured, exact, by hour, channel or person. */
record Quality(List<Item> items) {
    private static final String BY = """
            SELECT key, max(label) AS label, count(*) AS samples,
                   percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY jitter_ms) AS jitter,
                   percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY loss_ratio) AS loss,
                   percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY round_trip_ms) AS round_trip,
                   percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate,
                   percentile_cont(:low::double precision[]) WITHIN GROUP (ORDER BY facts.mos(jitter_ms, loss_ratio, round_trip_ms)) AS mos
            FROM (SELECT %s AS key, %s AS label, jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps
                  FROM facts.quality sample
                  WHERE guild_id = :guild AND at >= :from AND at < :to %s) samples
            GROUP BY key ORDER BY %s""";

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
     * @param bitrateBps of the audio received
     */
    record Item(
            String key,
            String label,
            long samples,
            Percentiles jitterMs,
            Percentiles lossRatio,
            Percentiles roundTripMs,
            Percentiles bitrateBps,
            Mos mos) {}

    static Mono<Quality> ask(DatabaseClient database, Question question, String by) {
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user");
        TimeBuckets hours = question.by(Unit.HOUR);
        String sql = switch (by) {
            case "channel" -> BY.formatted("channel_id", "channel_id", only, "count(*) DESC, key");
            case "user" ->
                BY.formatted(
                        "user_id",
                        "(SELECT username FROM facts.person WHERE person.guild_id = sample.guild_id AND person.user_id = sample.user_id)",
                        only,
                        "count(*) DESC, key");
            default ->
                BY.formatted("(width_bucket(at, :begins::timestamptz[]) - 1)::text", "NULL::text", only, "key::int");
        };
        return Ask.of(sql, question)
                .with("high", new Double[] {0.5, 0.95, 0.99})
                .with("low", new Double[] {0.5, 0.05})
                .with("begins", hours.array())
                .all(database, row -> item(row, by.equals("hour") ? hours : null))
                .collectList()
                .map(Quality::new);
    }

    private static Item item(Readable row, @Nullable TimeBuckets hours) {
        String found = Rows.text(row, "key");
        String key = hours == null ? found : hours.shown(Integer.parseInt(found));
        String label = row.get("label", String.class);
        return new Item(
                key,
                label == null ? key : label,
                Rows.number(row, "samples"),
                percentiles(row, "jitter"),
                percentiles(row, "loss"),
                percentiles(row, "round_trip"),
                percentiles(row, "bitrate"),
                new Mos(at(row, "mos", 0), at(row, "mos", 1)));
    }

    private static Percentiles percentiles(Readable row, String column) {
        return new Percentiles(at(row, column, 0), at(row, column, 1), at(row, column, 2));
    }

    private static @Nullable Double at(Readable row, String column, int index) {
        Double[] values = row.get(column, Double[].class);
        Double value = values == null || values.length <= index ? null : values[index];
        return value == null ? null : Math.round(value * 1_000_000) / 1_000_000.0;
    }
}
