package dev.earshot.analytics.query;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What went wrong in browsers, by kind or by version of the page, most frequent first. */
record ClientErrors(List<Item> items) {
    /** What they are gathered by; the table's columns are called so too. */
    static final List<String> COLUMNS = List.of("kind", "client");

    private static final String BY = """
            SELECT %1$s AS key, count(*) AS many, count(DISTINCT user_id) AS people, max(at) AS last,
                   (array_agg(message ORDER BY at DESC))[1] AS example
            FROM facts.client_error
            WHERE guild_id = :guild AND at >= :from AND at < :to %2$s
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500""";

    /**
     * @param people different people who met it
     * @param example the newest message
     */
    record Item(String key, long count, long people, String last, String example) {}

    /** @param by one of {@link #COLUMNS} */
    static Mono<ClientErrors> ask(DatabaseClient database, Question question, String by) {
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user");
        return Ask.of(BY.formatted(by, only), question)
                .all(
                        database,
                        row -> new Item(
                                Rows.text(row, "key"),
                                Rows.number(row, "many"),
                                Rows.number(row, "people"),
                                Rows.shown(Rows.time(row, "last")),
                                Rows.text(row, "example")))
                .collectList()
                .map(ClientErrors::new);
    }
}
