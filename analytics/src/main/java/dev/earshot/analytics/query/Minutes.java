package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Minutes spent, by day, channel or person. */
final class Minutes {
    private static final int MOST_PEOPLE = 1000;
    private static final String BY_DAY = """
            SELECT width_bucket(begins, :begins::timestamptz[]) - 1 AS bucket, sum(present_ms)::bigint AS present_ms,
                   sum(spoken_ms)::bigint AS spoken_ms, sum(muted_ms)::bigint AS muted_ms, sum(calls)::bigint AS calls
            FROM cell WHERE {of}
            GROUP BY 1""";
    private static final String BY_CHANNEL = """
            SELECT channel_id, sum(present_ms)::bigint AS present_ms,
                   sum(spoken_ms)::bigint AS spoken_ms, sum(muted_ms)::bigint AS muted_ms, sum(calls)::bigint AS calls
            FROM cell WHERE {of}
            GROUP BY 1 HAVING sum(present_ms) > 0 OR sum(calls) > 0 ORDER BY 2 DESC, 1""";

    private Minutes() {}

    record Answer(List<Item> items) {}

    /**
     * @param key the day, such as 2026-03-29, the channel's id or the person's
     * @param label for people to read
     * @param people who were there for any time
     * @param calls that began there
     * @param secondsSpoken of stays that ended there; seconds muted likewise
     */
    record Item(
            String key,
            String label,
            double minutes,
            long people,
            long calls,
            double secondsSpoken,
            double secondsMuted) {}

    private record Sum(long presentMs, long spokenMs, long mutedMs, long calls) {
        Item item(String key, String label, long people) {
            return new Item(
                    key, label, Rows.minutes(presentMs), people, calls, Rows.seconds(spokenMs), Rows.seconds(mutedMs));
        }
    }

    static Mono<Answer> byDay(DatabaseClient database, Question question) {
        TimeBuckets days = question.by(Unit.DAY);
        Mono<Map<Integer, Sum>> sums = Cells.ask(question, SumSpans.of(days), Cells.Of.PLACE, BY_DAY)
                .with("begins", days.array())
                .all(database, row -> Map.entry((int) Rows.number(row, "bucket"), sum(row)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
        Mono<Map<Integer, Long>> people =
                PeopleCount.PRESENT.byBucket(database, question, PeopleSlices.of(days, question.now()));
        return Mono.zip(
                sums,
                people,
                (found, many) -> new Answer(IntStream.range(0, days.size())
                        .mapToObj(day -> found.getOrDefault(day, new Sum(0, 0, 0, 0))
                                .item(date(days, day), date(days, day), many.getOrDefault(day, 0L)))
                        .toList()));
    }

    static Mono<Answer> byChannel(DatabaseClient database, Question question) {
        Mono<List<Map.Entry<String, Sum>>> sums = Cells.ask(
                        question, SumSpans.of(question.from(), question.to()), Cells.Of.CHANNELS, BY_CHANNEL)
                .all(database, row -> Map.entry(Rows.text(row, "channel_id"), sum(row)))
                .collectList();
        return Mono.zip(
                sums,
                PeopleCount.PRESENT.byChannel(database, question),
                (found, people) -> new Answer(found.stream()
                        .map(sum ->
                                sum.getValue().item(sum.getKey(), sum.getKey(), people.getOrDefault(sum.getKey(), 0L)))
                        .toList()));
    }

    /** The thousand that were there most; the others are on the pages of {@code /people}. */
    static Mono<Answer> byPerson(DatabaseClient database, Question question) {
        return People.parts(database, question, SumCursor.TOP, MOST_PEOPLE)
                .map(part -> new Sum(part.presentMs(), part.spokenMs(), part.mutedMs(), part.calls())
                        .item(part.user(), part.username(), 1))
                .collectList()
                .map(Answer::new);
    }

    private static Sum sum(Readable row) {
        return new Sum(
                Rows.number(row, "present_ms"),
                Rows.number(row, "spoken_ms"),
                Rows.number(row, "muted_ms"),
                Rows.number(row, "calls"));
    }

    private static String date(TimeBuckets days, int day) {
        return days.shown(day).substring(0, 10);
    }
}
