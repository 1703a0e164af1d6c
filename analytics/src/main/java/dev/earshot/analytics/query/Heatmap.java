package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Hours of the week in the zone asked for; one in which nothing happened is not told. */
record Heatmap(List<Item> items) {
    private static final String BY_HOUR = """
            SELECT extract(isodow FROM begins AT TIME ZONE :zone)::int AS weekday, extract(hour FROM begins AT TIME ZONE :zone)::int AS hour,
                   sum(calls)::bigint AS joins, sum(present_ms)::bigint AS present_ms
            FROM cell WHERE {of}
            GROUP BY 1, 2 HAVING sum(present_ms) > 0 OR sum(calls) > 0 ORDER BY 1, 2""";

    /**
     * @param weekday 1 Monday to 7 Sunday
     * @param joins calls that began
     */
    record Item(int weekday, int hour, long joins, double minutes) {}

    static Mono<Heatmap> ask(DatabaseClient database, Question question) {
        return Cells.ask(question, SumSpans.of(question.by(Unit.HOUR)), Cells.Of.PLACE, BY_HOUR)
                .with(
                        "zone",
                        question.zone().getId().equals("Z")
                                ? "UTC"
                                : question.zone().getId())
                .all(
                        database,
                        row -> new Item(
                                (int) Rows.number(row, "weekday"),
                                (int) Rows.number(row, "hour"),
                                Rows.number(row, "joins"),
                                Rows.minutes(Rows.number(row, "present_ms"))))
                .collectList()
                .map(Heatmap::new);
    }
}
