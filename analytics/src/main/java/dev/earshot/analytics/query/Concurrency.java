package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How many were there: at once at most, and on average. */
final class Concurrency {
    private static final String BY_MINUTE = """
            SELECT channel_id, minute, peak, present_ms FROM facts.minutes(:guild, :from, :to)
            WHERE channel_id = :place OR :place = '*'""";
    private static final String BY_BUCKET = """
            SELECT channel_id, width_bucket(begins, :begins::timestamptz[]) - 1 AS bucket, max(peak) AS peak, sum(present_ms)::bigint AS present_ms
            FROM cell WHERE {of}
            GROUP BY 1, 2""";

    private Concurrency() {}

    record Answer(List<Item> items) {}

    /**
     * @param at beginning of the bucket, with the offset of the zone asked for
     * @param channelId null: the whole guild
     * @param average over the bucket, over what has passed of the current one
     */
    record Item(String at, @Nullable String channelId, int peak, double average) {}

    private record Level(String place, int bucket, int peak, long presentMs) {}

    static Mono<Answer> ask(DatabaseClient database, Question question, Unit unit) {
        TimeBuckets cut = question.by(unit);
        if (unit == Unit.MINUTE) {
            Map<Instant, Integer> index = new HashMap<>();
            for (int i = 0; i < cut.size(); i++) index.put(cut.begins().get(i), i);
            return Ask.of(BY_MINUTE, question)
                    .all(
                            database,
                            row -> new Level(
                                    Rows.text(row, "channel_id"),
                                    index.getOrDefault(Rows.time(row, "minute"), 0),
                                    (int) Rows.number(row, "peak"),
                                    Rows.number(row, "present_ms")))
                    .collectList()
                    .map(levels -> answer(levels, cut, question));
        }
        return Cells.ask(question, SumSpans.of(cut), Cells.Of.BOTH, BY_BUCKET)
                .with("begins", cut.array())
                .all(
                        database,
                        row -> new Level(
                                Rows.text(row, "channel_id"),
                                (int) Rows.number(row, "bucket"),
                                (int) Rows.number(row, "peak"),
                                Rows.number(row, "present_ms")))
                .collectList()
                .map(levels -> answer(levels, cut, question));
    }

    // Of the place that was asked for every bucket is told, so that a chart falls to zero; of the channels of a guild
    // only those
    // in which somebody was.
    private static Answer answer(List<Level> levels, TimeBuckets cut, Question question) {
        Map<String, Map<Integer, Level>> places = new HashMap<>();
        for (Level level : levels) {
            places.computeIfAbsent(level.place(), _ -> new HashMap<>()).put(level.bucket(), level);
        }
        List<Item> items = new ArrayList<>();
        Map<Integer, Level> asked = places.getOrDefault(question.place(), Map.of());
        for (int i = 0; i < cut.size(); i++) {
            // What has not begun is not zero, it is not known.
            if (!cut.first(i).isBefore(question.now())) break;
            items.add(item(question.place(), i, asked.get(i), cut, question));
        }
        places.remove(question.place());
        for (String place : new TreeSet<>(places.keySet())) {
            Map<Integer, Level> known = places.getOrDefault(place, Map.of());
            for (int i : new TreeSet<>(known.keySet())) items.add(item(place, i, known.get(i), cut, question));
        }
        return new Answer(items);
    }

    private static Item item(String place, int bucket, @Nullable Level level, TimeBuckets cut, Question question) {
        String channel = place.equals("*") ? null : place;
        if (level == null) return new Item(cut.shown(bucket), channel, 0, 0);
        double average =
                level.presentMs() / (double) cut.passed(bucket, question.now()).toMillis();
        return new Item(cut.shown(bucket), channel, level.peak(), Rows.rounded(average));
    }
}
