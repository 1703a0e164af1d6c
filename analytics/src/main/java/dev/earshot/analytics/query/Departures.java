package dev.earshot.analytics.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Why calls ended.
 *
 * @param expiryRate of all that ended, 0 to 1; null if none did
 * @param reconnects how often somebody lost their connection and came back in the same call
 */
record Departures(List<Item> items, @Nullable Double expiryRate, long reconnects) {
    private static final String RECONNECTS = """
            SELECT count(*) AS many FROM facts.reconnect
            WHERE guild_id = :guild AND at >= :from AND at < :to AND back_at IS NOT NULL""";

    /** @param share of all that ended, 0 to 1 */
    record Item(String why, long calls, double share) {}

    static Mono<Departures> ask(DatabaseClient database, Question question) {
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user");
        Mono<Long> reconnects = Ask.of(RECONNECTS + only, question).one(database, row -> Rows.number(row, "many"));
        return Mono.zip(
                Ends.ask(database, question),
                reconnects,
                (ends, many) -> new Departures(ends.reasons(), ends.expiryRate(), many));
    }
}
