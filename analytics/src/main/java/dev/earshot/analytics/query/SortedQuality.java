package dev.earshot.analytics.query;

import dev.earshot.analytics.query.Quality.By;
import dev.earshot.analytics.query.Quality.Item;
import dev.earshot.analytics.query.Quality.Mos;
import dev.earshot.analytics.query.Quality.Percentiles;
import dev.earshot.analytics.query.TimeBuckets.Unit;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Exact percentiles, from every sample of the window: for windows with few. */
final class SortedQuality {
    private static final String BY = """
            SELECT key, (SELECT username FROM facts.person WHERE person.guild_id = :guild AND person.user_id = key AND :named) AS label,
                   samples, poor, jitter, loss, round_trip, bitrate, mos
            FROM (SELECT key, count(*) AS samples, count(*) FILTER (WHERE mos < 3.6) AS poor,
                         percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY jitter_ms) AS jitter,
                         percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY loss_ratio) AS loss,
                         percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY round_trip_ms) AS round_trip,
                         percentile_cont(:high::double precision[]) WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate,
                         percentile_cont(:low::double precision[]) WITHIN GROUP (ORDER BY mos) AS mos
                  FROM (SELECT %s AS key, jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps,
                               facts.mos(jitter_ms, loss_ratio, round_trip_ms) AS mos
                        FROM facts.quality
                        WHERE guild_id = :guild AND at >= :from AND at < :to %s
                        OFFSET 0) sample -- rated once, and not where each figure of it is used
                  GROUP BY key) figures
            ORDER BY %s""";

    private SortedQuality() {}

    static Flux<Item> ask(DatabaseClient database, Question question, By by, int limit) {
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user");
        TimeBuckets hours = question.by(Unit.HOUR);
        String sql = switch (by) {
            case HOUR -> BY.formatted("(width_bucket(at, :begins::timestamptz[]) - 1)::text", only, "key::int");
            case CHANNEL -> BY.formatted("channel_id", only, "samples DESC, key");
            case USER -> BY.formatted("user_id", only, "poor DESC, samples DESC, key LIMIT :limit");
        };
        return Ask.of(sql, question)
                .with("high", new Double[] {0.5, 0.95, 0.99})
                .with("low", new Double[] {0.5, 0.05})
                .with("begins", hours.array())
                .with("named", by == By.USER)
                .with("limit", limit)
                .all(database, row -> item(row, by == By.HOUR ? hours : null));
    }

    private static Item item(Readable row, @Nullable TimeBuckets hours) {
        String found = Rows.text(row, "key");
        String key = hours == null ? found : hours.shown(Integer.parseInt(found));
        String label = row.get("label", String.class);
        return new Item(
                key,
                label == null ? key : label,
                Rows.number(row, "samples"),
                Rows.number(row, "poor"),
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
        return values == null || values.length <= index ? null : Quality.shown(values[index]);
    }
}
