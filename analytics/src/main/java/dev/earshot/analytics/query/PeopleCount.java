package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many different people there were, or spoke: sets of them by hour and day, put together and counted. Whoever is there now is in
 * no set yet, and belongs to every bucket since they came.
 */
enum PeopleCount {
    PRESENT("present", "facts.person_day"),
    SPOKE("spoke", "facts.speaker_day");

    private static final String HOW_MANY = """
            WITH nobody AS MATERIALIZED (SELECT facts.nobody(:guild) AS nobody),
            span AS (
                SELECT * FROM unnest(:spanHours::int[], :spanFroms::timestamptz[], :spanTos::timestamptz[], :spanBuckets::int[])
                         AS span(hours, first, last, bucket)
            ), slice AS (
                SELECT * FROM unnest(:days::date[], :masks::bit(96)[], :buckets::int[]) AS slice(day, mask, bucket)
            ), few AS (
                SELECT bucket, {place} AS place, user_id
                FROM slice JOIN {days} part ON part.guild_id = :guild AND part.day = slice.day
                WHERE part.{what} & mask <> repeat('0', 96)::bit(96) {only}
                {running}
            ), seen AS (
                SELECT bucket, {place} AS place, facts.widened({what}, nobody) {one} AS people
                FROM nobody CROSS JOIN span CROSS JOIN LATERAL (
                    SELECT * FROM facts.people_sum
                    WHERE guild_id = :guild AND people_sum.hours = span.hours AND begins >= first AND begins < last AND {where}
                    OFFSET 0) sets
                UNION ALL
                SELECT bucket, place, set_bit(nobody, number, 1)
                FROM nobody CROSS JOIN few JOIN facts.person_number whose ON whose.guild_id = :guild AND whose.user_id = few.user_id
            )
            SELECT bucket, place, coalesce(bit_count(bit_or(people)), 0) AS people FROM seen GROUP BY bucket, place""";
    private static final String RUNNING = """
            UNION
            SELECT (ordinal - 1)::int, {place}, user_id
            FROM unnest(:bucketFroms::timestamptz[], :bucketTos::timestamptz[]) WITH ORDINALITY AS part(first, last, ordinal)
            JOIN facts.running ON guild_id = :guild AND facts.quarter(began) < last AND now() >= first
            WHERE true {only}""";
    private static final String ONE =
            "& (SELECT set_bit(nobody, number, 1) FROM facts.person_number WHERE guild_id = :guild AND user_id = :user)";

    private final String what;
    private final String days;

    PeopleCount(String what, String days) {
        this.what = what;
        this.days = days;
    }

    /** By bucket; one without anybody may be missing. */
    Mono<Map<Integer, Long>> byBucket(DatabaseClient database, Question question, PeopleSlices slices) {
        String sql = sql(question, "''", "channel_id = :place");
        return count(database, question, slices, sql).collectMap(Count::bucket, Count::people);
    }

    /** Of the whole window, by channel. */
    Mono<Map<String, Long>> byChannel(DatabaseClient database, Question question) {
        String where = question.channel() == null ? "channel_id <> '*'" : "channel_id = :place";
        PeopleSlices slices = PeopleSlices.whole(question.from(), question.to(), question.now());
        return count(database, question, slices, sql(question, "channel_id", where))
                .collectMap(Count::place, Count::people);
    }

    private record Count(int bucket, String place, long people) {}

    private String sql(Question question, String place, String where) {
        String only = only(question.channel(), "channel") + only(question.user(), "user");
        return HOW_MANY.replace("{running}", this == PRESENT ? RUNNING : "")
                .replace("{what}", what)
                .replace("{days}", days)
                .replace("{place}", place)
                .replace("{where}", where)
                .replace("{only}", only)
                .replace("{one}", question.user() == null ? "" : ONE);
    }

    private static String only(@Nullable Object asked, String what) {
        return asked == null ? "" : " AND %1$s_id = :%1$s".formatted(what);
    }

    private static Flux<Count> count(DatabaseClient database, Question question, PeopleSlices slices, String sql) {
        return slices.into(Ask.of(sql, question)).all(database, PeopleCount::read);
    }

    private static Count read(Readable row) {
        return new Count((int) Rows.number(row, "bucket"), Rows.text(row, "place"), Rows.number(row, "people"));
    }
}
