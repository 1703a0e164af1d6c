package dev.earshot.analytics.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * A window at a glance, beside the one of the same length before.
 *
 * @param peakAt the quarter of an hour in which the most were there; null if nobody was
 * @param medianCallSeconds of calls that ended; null if none did
 */
record Overview(
        Now now,
        double minutes,
        long people,
        long calls,
        int peak,
        @Nullable String peakAt,
        @Nullable Double medianCallSeconds,
        @Nullable Double expiryRate,
        Before previous) {
    private static final String NOW = """
            SELECT count(*) AS people, count(DISTINCT channel_id) AS channels FROM facts.running
            WHERE guild_id = :guild AND (channel_id = :place OR :place = '*')""";
    private static final String SUMS = """
            , highest AS (SELECT begins, minutes FROM cell WHERE {of} AND peak > 0 ORDER BY peak DESC, begins LIMIT 1)
            SELECT coalesce(sum(present_ms), 0)::bigint AS present_ms, coalesce(sum(calls), 0)::bigint AS calls, coalesce(max(peak), 0) AS peak,
                   (SELECT coalesce((SELECT quarter FROM facts.channel_quarter
                                     WHERE guild_id = :guild AND channel_id = :place AND quarter >= begins AND quarter < begins + make_interval(mins => minutes)
                                     ORDER BY peak DESC NULLS LAST, quarter LIMIT 1), begins) FROM highest) AS peak_at
            FROM cell WHERE {of}""";

    /** Who is there at this moment, whatever the window. */
    record Now(long inVoice, long channels) {}

    /** The window before. */
    record Before(
            double minutes,
            long people,
            long calls,
            int peak,
            @Nullable Double medianCallSeconds,
            @Nullable Double expiryRate) {}

    private record Sums(
            long presentMs, long calls, int peak, @Nullable Instant peakAt) {}

    private record Side(Sums sums, long people, Ends ends) {}

    static Mono<Overview> ask(DatabaseClient database, Question question) {
        Mono<Now> now = Ask.of(NOW, question)
                .one(database, row -> new Now(Rows.number(row, "people"), Rows.number(row, "channels")));
        return Mono.zip(now, side(database, question), side(database, question.before()))
                .map(all -> of(all.getT1(), all.getT2(), all.getT3()));
    }

    private static Mono<Side> side(DatabaseClient database, Question question) {
        Mono<Sums> sums = Cells.ask(question, SumSpans.of(question.from(), question.to()), Cells.Of.PLACE, SUMS)
                .one(
                        database,
                        row -> new Sums(
                                Rows.number(row, "present_ms"),
                                Rows.number(row, "calls"),
                                (int) Rows.number(row, "peak"),
                                row.get("peak_at", Instant.class)));
        Mono<Long> people = PeopleCount.PRESENT
                .byBucket(database, question, PeopleSlices.whole(question.from(), question.to(), question.now()))
                .map(many -> many.getOrDefault(0, 0L));
        return Mono.zip(sums, people, Ends.ask(database, question))
                .map(all -> new Side(all.getT1(), all.getT2(), all.getT3()));
    }

    private static Overview of(Now now, Side side, Side before) {
        return new Overview(
                now,
                Rows.minutes(side.sums().presentMs()),
                side.people(),
                side.sums().calls(),
                side.sums().peak(),
                Rows.shownIfAny(side.sums().peakAt()),
                side.ends().percentile(0.5),
                side.ends().expiryRate(),
                new Before(
                        Rows.minutes(before.sums().presentMs()),
                        before.people(),
                        before.sums().calls(),
                        before.sums().peak(),
                        before.ends().percentile(0.5),
                        before.ends().expiryRate()));
    }
}
