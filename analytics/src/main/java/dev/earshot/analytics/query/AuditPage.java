package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Who did what, newest first, a page at a time: of this guild, and what belongs to no guild (logins, questions).
 *
 * @param next cursor of the next page, null on the last
 */
record AuditPage(List<Item> items, @Nullable String next) {
    // Each part is cut to a page by itself, so that none is sorted whole. The mark orders what happened in one
    // millisecond.
    private static final String PAGE = """
            WITH entry AS (
                (SELECT at, 'a' || lpad(cause_offset::text, 20, '0') || '-' || cause_partition AS mark, occurred, action, actor, address,
                        guild_id, channel_id, session_id, code, detail, times
                 FROM facts.audited
                 WHERE (guild_id = :guild OR guild_id IS NULL) AND at >= :from AND at <= :belowAt AND at < :to %1$s
                   AND (at, 'a' || lpad(cause_offset::text, 20, '0') || '-' || cause_partition) < (:belowAt, :belowMark)
                 ORDER BY at DESC, mark DESC LIMIT :rows)
                UNION ALL
                (SELECT at, 'l' || lpad(cause_offset::text, 20, '0') || '-' || cause_index, ended, CASE why WHEN 'expired' THEN 'expired' ELSE 'left' END,
                        user_id, NULL, guild_id, channel_id, session_id, why, NULL, 1
                 FROM facts.stay_ended
                 WHERE guild_id = :guild AND why <> 'moved' AND at >= :from AND at <= :belowAt AND at < :to %2$s
                   AND (at, 'l' || lpad(cause_offset::text, 20, '0') || '-' || cause_index) < (:belowAt, :belowMark)
                 ORDER BY at DESC, 2 DESC LIMIT :rows)
                UNION ALL
                (SELECT * FROM (
                    SELECT min(at) AS at, 'r' || lpad(min(cause_offset)::text, 20, '0') AS mark, min(at) AS occurred, 'join-refused', user_id, NULL, guild_id,
                           min(channel_id), session_id, code, NULL, count(*)::int
                    FROM facts.refused
                    WHERE guild_id = :guild AND at >= date_trunc('minute', :from) AND at < :to AND at <= :belowAt + interval '1 minute' %3$s
                    GROUP BY guild_id, user_id, session_id, code, date_trunc('minute', at)) refused
                 WHERE at >= :from AND (at, mark) < (:belowAt, :belowMark)
                 ORDER BY at DESC, mark DESC LIMIT :rows)
            )
            SELECT * FROM entry ORDER BY at DESC, mark DESC LIMIT :rows""";

    /** @param times how often; more than one only for what repeated within one minute: refusals of one session with one code, questions of one person */
    record Item(
            String at,
            String occurred,
            String action,
            String actor,
            @Nullable String address,
            @Nullable String guildId,
            @Nullable String channelId,
            @Nullable String sessionId,
            @Nullable String code,
            @Nullable String detail,
            int times) {}

    private record Row(Item item, TimeCursor cursor) {}

    static Mono<AuditPage> ask(
            DatabaseClient database, Question question, AuditFilter filter, TimeCursor below, int limit) {
        return filter.into(Ask.of(PAGE.formatted(filter.ofGateways(), filter.ofEnds(), filter.ofRefusals()), question))
                .with("belowAt", below.at())
                .with("belowMark", below.mark())
                .with("rows", limit + 1)
                .all(database, AuditPage::row)
                .collectList()
                .map(rows -> Cut.at(limit, rows))
                .map(cut -> new AuditPage(
                        cut.items(Row::item), cut.next(row -> row.cursor().text())));
    }

    private static Row row(Readable row) {
        Instant at = Rows.time(row, "at");
        Item item = new Item(
                Rows.shown(at),
                Rows.shown(Rows.time(row, "occurred")),
                Rows.text(row, "action"),
                Rows.text(row, "actor"),
                row.get("address", String.class),
                row.get("guild_id", String.class),
                row.get("channel_id", String.class),
                row.get("session_id", String.class),
                row.get("code", String.class),
                row.get("detail", String.class),
                (int) Rows.number(row, "times"));
        return new Row(item, new TimeCursor(at, Rows.text(row, "mark")));
    }
}
