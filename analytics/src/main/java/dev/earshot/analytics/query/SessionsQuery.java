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
import java.util.HashMap;
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
    // One more than the page holds tells whether there is another. The page is cut before calls are put together, and
    // the
    // running stay is looked for in the call alone: the view would look through all calls for those that run.
    private static final String PAGE = """
            WITH found AS (
                SELECT %s
                  AND guild_id = :guild AND call_began >= :from AND call_began < :to AND (call_began, call_id) < (:belowBegan, :belowCall)
                ORDER BY call_began DESC, call_id DESC
                LIMIT :rows
            ), page AS (
                SELECT call.call_id, user_id, username, channel_id, began, ended, why, seconds_spoken, seconds_muted, clock_was_ahead
                FROM found JOIN analytics.calls call ON call.call_id = found.call_id AND call.began = found.call_began)
            SELECT page.*, stay.channel_id AS stay_channel, stay.began AS stay_began, stay.ended AS stay_ended,
                   stay.why AS stay_why, stay.seconds_spoken AS stay_spoken, stay.seconds_muted AS stay_muted
            FROM page CROSS JOIN LATERAL (
                SELECT channel_id, began, ended, why, round(spoken_ms / 1000.0, 3) AS seconds_spoken,
                       round(muted_ms / 1000.0, 3) AS seconds_muted, cause_offset AS end_offset
                FROM facts.stay_ended WHERE call_id = page.call_id AND call_began = page.began
                UNION ALL
                (SELECT channel_id, at, NULL, NULL, NULL, NULL, NULL
                 FROM facts.stay_started WHERE page.ended IS NULL AND call_id = page.call_id AND call_began = page.began
                 ORDER BY cause_offset DESC, cause_index DESC LIMIT 1)) stay
            ORDER BY page.began DESC, page.call_id DESC, stay.end_offset NULLS LAST""";
    private static final String ANY = "call_id, call_began FROM facts.stay_started call WHERE begins_call";
    // Its start must be there too, as for every call that is shown. Looked for in each call in turn: as a join
    // PostgreSQL would
    // begin with all starts there are.
    private static final String HAS_STARTED = """
             AND (SELECT true FROM facts.stay_started start WHERE start.call_id = call.call_id AND start.call_began = call.call_began
                    AND start.begins_call LIMIT 1)""";
    private static final String ENDED =
            "call_id, call_began FROM facts.stay_ended call WHERE why = :why AND why <> 'moved' " + HAS_STARTED;
    private static final String CHANNELS =
            "DISTINCT call_began, call_id FROM facts.stay_started call WHERE channel_id = :channel " + HAS_STARTED;
    private static final String IN_CHANNEL = """
             AND (SELECT true FROM facts.stay_started stay WHERE stay.call_id = call.call_id AND stay.call_began = call.call_began
                    AND stay.channel_id = :channel LIMIT 1)""";

    private final DatabaseClient database;

    SessionsQuery(QueryConnections connections) {
        this.database = connections.questions();
    }

    Mono<SessionsPage> page(SessionsQuestion question) {
        return ask(question)
                .all(database, SessionsQuery::line)
                .collectList()
                .map(lines -> page(lines, question.limit()));
    }

    private static Ask ask(SessionsQuestion question) {
        Map<String, Object> values = new HashMap<>();
        String which = question.why() != null ? ENDED : question.channel() != null ? CHANNELS : ANY;
        if (question.why() != null) values.put("why", question.why());
        if (question.user() != null) {
            which += " AND user_id = :user";
            values.put("user", question.user().value());
        }
        if (question.channel() != null) {
            if (question.why() != null) which += " " + IN_CHANNEL;
            values.put("channel", question.channel().value());
        }
        return new Ask(PAGE.formatted(which), values)
                .with("guild", question.guild().value())
                .with("from", question.from())
                .with("to", question.to())
                .with("belowBegan", question.below().at())
                .with("belowCall", question.below().mark())
                .with("rows", question.limit() + 1);
    }

    private static SessionsPage page(List<Line> lines, int limit) {
        Map<String, List<Line>> calls = new LinkedHashMap<>();
        lines.forEach(line -> calls.computeIfAbsent(line.call().callId(), _ -> new ArrayList<>())
                .add(line));
        Cut<List<Line>> cut = Cut.at(limit, List.copyOf(calls.values()));
        return new SessionsPage(cut.items(SessionsQuery::whole), cut.next(SessionsQuery::cursor));
    }

    private static String cursor(List<Line> lines) {
        Line first = lines.getFirst();
        return new TimeCursor(first.began(), first.call().callId()).text();
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
                requireNonNull(row.get("clock_was_ahead", Boolean.class)),
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
