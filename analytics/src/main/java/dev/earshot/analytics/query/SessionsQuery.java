package dev.earshot.analytics.query;

import static java.util.Objects.requireNonNull;

import dev.earshot.analytics.query.SessionsPage.Call;
import dev.earshot.analytics.query.SessionsPage.Line;
import dev.earshot.analytics.query.SessionsPage.Stay;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers {@link SessionsQuestion} by one statement, so that a call and its stays are of one moment. */
@Component
final class SessionsQuery {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    // One more than the page holds tells whether there is another.
    private static final String PAGE = """
            WITH page AS (
                SELECT call_id, user_id, username, channel_id, began, ended, why, seconds_spoken, seconds_muted
                FROM analytics.calls
                WHERE guild_id = :guild AND began >= :from AND began < :to AND (began, call_id) < (:belowBegan, :belowCall)
                ORDER BY began DESC, call_id DESC
                LIMIT :rows)
            SELECT page.*, stay.channel_id AS stay_channel, stay.began AS stay_began, stay.ended AS stay_ended,
                   stay.why AS stay_why, stay.seconds_spoken AS stay_spoken, stay.seconds_muted AS stay_muted
            FROM page JOIN analytics.stays stay ON stay.call_id = page.call_id AND stay.call_began = page.began
            ORDER BY page.began DESC, page.call_id DESC, stay.end_offset NULLS LAST""";

    private final DatabaseClient database;

    SessionsQuery(DatabaseClient database) {
        this.database = database;
    }

    Mono<SessionsPage> page(SessionsQuestion question) {
        return database.sql(PAGE)
                .bind("guild", question.guild().value())
                .bind("from", question.from())
                .bind("to", question.to())
                .bind("belowBegan", question.below().began())
                .bind("belowCall", question.below().callId())
                .bind("rows", question.limit() + 1)
                .map(SessionsQuery::line)
                .all()
                .collectList()
                .map(lines -> page(lines, question.limit()));
    }

    private static SessionsPage page(List<Line> lines, int limit) {
        Map<String, List<Line>> calls = new LinkedHashMap<>();
        lines.forEach(line -> calls.computeIfAbsent(line.call().callId(), _ -> new ArrayList<>())
                .add(line));
        List<List<Line>> shown = calls.values().stream().limit(limit).toList();
        List<Call> items = shown.stream().map(SessionsQuery::whole).toList();
        if (calls.size() <= limit) return new SessionsPage(items, null);
        Line last = shown.getLast().getFirst();
        return new SessionsPage(items, new PageCursor(last.began(), last.call().callId()).text());
    }

    private static Call whole(List<Line> lines) {
        List<Stay> stays = lines.stream().map(Line::stay).toList();
        return lines.getFirst().call().with(stays);
    }

    private static Line line(Readable row) {
        Instant began = requireNonNull(row.get("began", Instant.class));
        Call call = new Call(
                text(row, "call_id"),
                text(row, "user_id"),
                text(row, "username"),
                text(row, "channel_id"),
                TIME.format(began),
                time(row, "ended"),
                row.get("why", String.class),
                requireNonNull(row.get("seconds_spoken", BigDecimal.class)),
                requireNonNull(row.get("seconds_muted", BigDecimal.class)),
                List.of());
        Stay stay = new Stay(
                text(row, "stay_channel"),
                TIME.format(requireNonNull(row.get("stay_began", Instant.class))),
                time(row, "stay_ended"),
                row.get("stay_why", String.class),
                row.get("stay_spoken", BigDecimal.class),
                row.get("stay_muted", BigDecimal.class));
        return new Line(call, began, stay);
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static @Nullable String time(Readable row, String column) {
        Instant time = row.get(column, Instant.class);
        return time == null ? null : TIME.format(time);
    }
}
