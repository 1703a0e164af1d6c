package dev.earshot.analytics.query;

import static java.util.Objects.requireNonNull;

import dev.earshot.analytics.query.Quality.By;
import dev.earshot.analytics.query.Quality.Item;
import dev.earshot.analytics.query.Quality.Mos;
import dev.earshot.analytics.query.Quality.Percentiles;
import dev.earshot.analytics.query.QualityClasses.Measure;
import dev.earshot.analytics.query.TimeBuckets.Unit;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Percentiles from the sums, which are read as they lie and added up here: the time taken does not depend on how many samples there were. */
final class SummedQuality {
    private static final String OF_SPANS = """
            SELECT %s AS key, NULL::text AS label, samples, poor, cells
            FROM unnest(:spanMinutes::int[], :spanFrom::timestamptz[], :spanTo::timestamptz[]) span(minutes, first, last)
            CROSS JOIN LATERAL (
                SELECT * FROM facts.quality_sum
                WHERE guild_id = :guild AND quality_sum.minutes = span.minutes AND begins >= first AND begins < last AND %s OFFSET 0) sums""";

    // Who is shown is chosen by the days (UTC) that the window touches: among the few who had poor samples, and only if
    // those are too few among everybody. At the edges of the window, samples of theirs are looked at.
    private static final String OF_PEOPLE = """
            WITH worst AS MATERIALIZED (
                SELECT user_id FROM facts.quality_person_day
                WHERE guild_id = :guild AND day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC') AND poor > 0
                GROUP BY user_id ORDER BY sum(poor) DESC, user_id LIMIT :limit
            ), chosen AS MATERIALIZED (
                SELECT user_id FROM worst
                UNION ALL
                (SELECT user_id FROM facts.quality_person_day
                 WHERE (SELECT count(*) FROM worst) < :limit
                   AND guild_id = :guild AND day >= (:from AT TIME ZONE 'UTC')::date AND day < (:to AT TIME ZONE 'UTC')
                   AND user_id NOT IN (SELECT user_id FROM worst)
                 GROUP BY user_id ORDER BY sum(samples) DESC, user_id LIMIT :limit)
                LIMIT :limit
            ), class AS MATERIALIZED (
                SELECT chosen.user_id, class, count(*) AS samples
                FROM unnest(:edgesFrom::timestamptz[], :edgesTo::timestamptz[]) edge(first, last)
                CROSS JOIN chosen
                CROSS JOIN LATERAL (
                    SELECT jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps, facts.mos(jitter_ms, loss_ratio, round_trip_ms) AS mos
                    FROM facts.quality
                    WHERE guild_id = :guild AND quality.user_id = chosen.user_id AND at >= first AND at < last
                    OFFSET 0) sample
                CROSS JOIN LATERAL unnest(facts.quality_classes(jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps, mos)) class
                WHERE class IS NOT NULL
                GROUP BY 1, 2
            ), part AS (
                SELECT user_id, sum(samples) FILTER (WHERE class = 0)::bigint AS samples,
                       coalesce(sum(samples) FILTER (WHERE class = 1), 0)::bigint AS poor,
                       coalesce(string_agg(facts.cell(class, samples), '') FILTER (WHERE class >= 1024), '') AS cells
                FROM class GROUP BY user_id
                UNION ALL
                SELECT user_id, samples, poor, coalesce(cells, '')
                FROM chosen
                JOIN facts.quality_person_day days USING (user_id)
                LEFT JOIN facts.quality_person_cells cells USING (guild_id, user_id, day)
                WHERE guild_id = :guild AND day >= :firstDay AND day < :endDay
            )
            SELECT part.user_id AS key, username AS label, samples, poor, cells
            FROM part LEFT JOIN facts.person ON person.guild_id = :guild AND person.user_id = part.user_id""";

    private static final Comparator<Item> MOST_SAMPLES =
            Comparator.comparingLong(Item::samples).reversed().thenComparing(Item::key);
    private static final Comparator<Item> MOST_POOR =
            Comparator.comparingLong(Item::poor).reversed().thenComparing(MOST_SAMPLES);

    private record Part(String key, @Nullable String label, long samples, long poor, ByteBuffer cells) {}

    private SummedQuality() {}

    static Mono<List<Item>> ask(DatabaseClient database, Question question, By by, int limit) {
        TimeBuckets hours = question.by(Unit.HOUR);
        Ask ask = switch (by) {
            case HOUR ->
                Ask.of(
                                OF_SPANS.formatted(
                                        "(width_bucket(begins, :begins::timestamptz[]) - 1)::text",
                                        "channel_id = :place"),
                                question)
                        .with(SumSpans.of(hours))
                        .with("begins", hours.array());
            case CHANNEL ->
                Ask.of(
                                OF_SPANS.formatted(
                                        "channel_id",
                                        question.channel() == null ? "channel_id <> '*'" : "channel_id = :channel"),
                                question)
                        .with(SumSpans.of(question.from(), question.to()));
            case USER ->
                Ask.of(OF_PEOPLE, question)
                        .with(WholeDays.of(question.from(), question.to()))
                        .with("limit", limit);
        };
        return ask.all(database, SummedQuality::part).collectList().map(parts -> items(parts, by, hours));
    }

    private static Part part(Readable row) {
        return new Part(
                Rows.text(row, "key"),
                row.get("label", String.class),
                Rows.number(row, "samples"),
                Rows.number(row, "poor"),
                requireNonNull(row.get("cells", ByteBuffer.class)));
    }

    private static List<Item> items(List<Part> parts, By by, TimeBuckets hours) {
        QualityClasses classes = new QualityClasses();
        List<Item> items = parts.stream().collect(Collectors.groupingBy(Part::key)).values().stream()
                .map(of -> item(of, classes))
                .toList();
        return switch (by) {
            case HOUR ->
                items.stream()
                        .sorted(Comparator.comparingInt(item -> Integer.parseInt(item.key())))
                        .map(item -> item.named(hours.shown(Integer.parseInt(item.key()))))
                        .toList();
            case CHANNEL -> items.stream().sorted(MOST_SAMPLES).toList();
            case USER -> items.stream().sorted(MOST_POOR).toList();
        };
    }

    private static Item item(List<Part> parts, QualityClasses classes) {
        classes.clear();
        parts.forEach(part -> classes.add(part.cells()));
        Part first = parts.getFirst();
        @Nullable Double[] mos = classes.percentiles(Measure.MOS, 0.5, 0.05);
        return new Item(
                first.key(),
                first.label() == null ? first.key() : first.label(),
                parts.stream().mapToLong(Part::samples).sum(),
                parts.stream().mapToLong(Part::poor).sum(),
                percentiles(classes, Measure.JITTER),
                percentiles(classes, Measure.LOSS),
                percentiles(classes, Measure.ROUND_TRIP),
                percentiles(classes, Measure.BITRATE),
                new Mos(Quality.shown(mos[0]), Quality.shown(mos[1])));
    }

    private static Percentiles percentiles(QualityClasses classes, Measure measure) {
        @Nullable Double[] found = classes.percentiles(measure, 0.5, 0.95, 0.99);
        return new Percentiles(Quality.shown(found[0]), Quality.shown(found[1]), Quality.shown(found[2]));
    }
}
