package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How many people spoke in each day, week or month of the zone asked for. */
record Speakers(List<Item> items) {
    private static final String HOW_MANY = """
            WITH slice AS (
                SELECT day, mask, bucket FROM unnest(:days::date[], :masks::bit(96)[], :buckets::int[]) AS slice(day, mask, bucket)
            ), spoke AS (
                SELECT bucket, user_id
                FROM slice JOIN facts.speaker_day said ON said.guild_id = :guild AND said.day = slice.day
                WHERE said.day >= (:from AT TIME ZONE 'UTC')::date AND said.day <= (:to AT TIME ZONE 'UTC')::date
                  AND said.spoke & mask <> repeat('0', 96)::bit(96) %s
                GROUP BY 1, 2
            )
            SELECT bucket, count(*) AS speakers FROM spoke GROUP BY bucket""";

    /** @param at beginning of the period, which the window may cut */
    record Item(String at, long speakers) {}

    static Mono<Speakers> ask(DatabaseClient database, Question question, Unit period) {
        TimeBuckets cut = question.by(period);
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user");
        return Ask.of(HOW_MANY.formatted(only), question)
                .with(DaySlices.of(cut))
                .all(database, row -> Map.entry((int) Rows.number(row, "bucket"), Rows.number(row, "speakers")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(many -> new Speakers(IntStream.range(0, cut.size())
                        .mapToObj(bucket -> new Item(cut.shown(bucket), many.getOrDefault(bucket, 0L)))
                        .toList()));
    }
}
