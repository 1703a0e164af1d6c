package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A statement and what is put into it. */
record Ask(String sql, Map<String, Object> values) {

    /** With what every question of usage has: {@code :guild, :from, :to, :place}, and {@code :channel} and {@code :user} if it names them. */
    static Ask of(String sql, Question question) {
        Map<String, Object> values = new HashMap<>();
        values.put("guild", question.guild().value());
        values.put("from", question.from());
        values.put("to", question.to());
        values.put("place", question.place());
        if (question.channel() != null) values.put("channel", question.channel().value());
        if (question.user() != null) values.put("user", question.user().value());
        return new Ask(sql, values);
    }

    Ask with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return new Ask(sql, more);
    }

    Ask with(DaySlices slices) {
        return with("days", slices.dayArray()).with("masks", slices.maskArray()).with("buckets", slices.bucketArray());
    }

    Ask with(SumSpans spans) {
        return with("spanMinutes", spans.minutes())
                .with("spanFrom", spans.froms())
                .with("spanTo", spans.tos());
    }

    Ask with(WholeDays days) {
        Ask ask = with("firstDay", days.first())
                .with("endDay", days.end())
                .with("edgesFrom", days.edgesFrom())
                .with("edgesTo", days.edgesTo());
        for (int edge = 0; edge < days.edges().size(); edge++) {
            ask = ask.with("edgeFrom" + edge, days.edges().get(edge).from())
                    .with("edgeTo" + edge, days.edges().get(edge).to());
        }
        return ask;
    }

    /** Asks how it would be done, as JSON, instead of doing it. */
    Ask explained() {
        return new Ask("EXPLAIN (FORMAT JSON) " + sql, values);
    }

    <T> Flux<T> all(DatabaseClient database, Function<Readable, T> row) {
        return statement(database).map(row).all();
    }

    /** Fetches so many rows at a time, and only as many as are wanted. */
    <T> Flux<T> streamed(DatabaseClient database, int rows, Function<Readable, T> row) {
        return statement(database)
                .filter(statement -> statement.fetchSize(rows))
                .map(row)
                .all();
    }

    <T> Mono<T> one(DatabaseClient database, Function<Readable, T> row) {
        return all(database, row).single();
    }

    private DatabaseClient.GenericExecuteSpec statement(DatabaseClient database) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(sql);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            if (sql.contains(":" + value.getKey())) statement = statement.bind(value.getKey(), value.getValue());
        }
        return statement;
    }
}
