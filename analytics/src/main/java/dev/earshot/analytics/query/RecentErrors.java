package dev.earshot.analytics.query;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Single errors in browsers with what had been done just before, newest first, a page at a time. Whose they were is not said:
 * what is looked for here is a fault of the page.
 *
 * @param next cursor of the next page, null on the last
 */
record RecentErrors(List<Item> items, @Nullable String next) {
    // The mark orders what came in one millisecond. Down the index of "at", for a page of them.
    private static final String PAGE = """
            SELECT * FROM (
                SELECT at, 'e' || lpad(cause_offset::text, 20, '0') || '-' || cause_partition AS mark, channel_id, client, kind, message, breadcrumbs
                FROM facts.client_error
                WHERE guild_id = :guild AND at >= :from AND at <= :belowAt AND at < :to %s) error
            WHERE (at, mark) < (:belowAt, :belowMark)
            ORDER BY at DESC, mark DESC LIMIT :rows""";

    /**
     * @param channelId null: the person was in none
     * @param client version of the page, empty if it did not say
     * @param breadcrumbs what had been done just before, oldest first
     */
    record Item(
            String at,
            @Nullable String channelId,
            String client,
            String kind,
            String message,
            List<String> breadcrumbs) {}

    private record Row(Item item, TimeCursor cursor) {}

    /** @param of null: all of them */
    static Mono<RecentErrors> ask(
            DatabaseClient database, Question question, @Nullable Which of, TimeCursor below, int limit) {
        String only = (question.channel() == null ? "" : " AND channel_id = :channel")
                + (question.user() == null ? "" : " AND user_id = :user")
                + (of == null ? "" : " AND " + of.column() + " = :key");
        return Ask.of(PAGE.formatted(only), question)
                .with("key", of == null ? "" : of.key())
                .with("belowAt", below.at())
                .with("belowMark", below.mark())
                .with("rows", limit + 1)
                .all(database, RecentErrors::row)
                .collectList()
                .map(rows -> Cut.at(limit, rows))
                .map(cut -> new RecentErrors(
                        cut.items(Row::item), cut.next(row -> row.cursor().text())));
    }

    private static Row row(Readable row) {
        Instant at = Rows.time(row, "at");
        Item item = new Item(
                Rows.shown(at),
                row.get("channel_id", String.class),
                Rows.text(row, "client"),
                Rows.text(row, "kind"),
                Rows.text(row, "message"),
                List.of(requireNonNull(row.get("breadcrumbs", String[].class))));
        return new Row(item, new TimeCursor(at, Rows.text(row, "mark")));
    }

    /**
     * An item of {@link ClientErrors}, whose errors are meant.
     *
     * @param column kind or client
     * @param key as the item says it; empty: of browsers that did not say it
     */
    record Which(String column, String key) {
        /** Null if none was named. */
        static @Nullable Which of(Parameters sent) {
            if (sent.text("by") == null) return null;
            String key = sent.text("key");
            return new Which(sent.word("by", ClientErrors.COLUMNS), key == null ? "" : key);
        }
    }
}
