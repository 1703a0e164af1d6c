package dev.earshot.analytics.query;

import dev.earshot.analytics.query.ExportColumn.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be downloaded: the views for plain SQL, a guild and a window of each; days and hours are UTC, as there. */
enum ExportView {
    /** By when they began. */
    CALLS(
            "analytics.calls",
            "began",
            "call_id user_id username session_id channel_id client began:time ended:time why seconds_spoken:real seconds_muted:real"),
    /** Those that ended by when they began, and those that run. */
    STAYS(
            """
            (SELECT guild_id, call_id, user_id, username, session_id, channel_id, began, ended, why,
                    spoken_ms / 1000.0 AS seconds_spoken, muted_ms / 1000.0 AS seconds_muted FROM facts.stay_ended
             UNION ALL
             SELECT guild_id, call_id, user_id, username, NULL, channel_id, began, NULL, NULL, NULL, NULL FROM facts.running) stay""",
            "began",
            "call_id user_id username session_id channel_id began:time ended:time why seconds_spoken:real seconds_muted:real"),
    MINUTES(
            "analytics.minutes",
            "day",
            "day:date channel_id user_id username minutes:real calls:whole seconds_spoken:real seconds_muted:real"),
    CONCURRENCY(
            "analytics.concurrency_by_hour",
            "hour",
            "hour:time channel_id peak:whole average:real minutes:real joins:whole seconds_spoken:real seconds_muted:real"),
    DEPARTURES("analytics.departures", "day", "day:date channel_id why calls:whole share:real"),
    LENGTHS("analytics.call_lengths", "day", "day:date channel_id from_seconds:whole to_seconds:whole calls:whole"),
    QUALITY(
            "analytics.quality",
            "at",
            "at:time channel_id user_id session_id call_id client seconds:real jitter_ms:real loss_ratio:real round_trip_ms:real"
                    + " bitrate_in_bps:real bitrate_out_bps:real concealed_ms:real audio_level:real ice_path ice_protocol mos:real"),
    ERRORS("analytics.errors", "at", "at:time occurred:time channel_id user_id session_id client kind message"),
    AUDIT(
            "analytics.audit",
            "at",
            "at:time occurred:time action actor address channel_id session_id code detail target times:whole");

    private final String source;
    private final String when;
    private final List<ExportColumn> columns;

    ExportView(String source, String when, String columns) {
        this.source = source;
        this.when = when;
        this.columns = Stream.of(columns.split(" ", -1)).map(ExportView::column).toList();
    }

    static List<String> names() {
        return Stream.of(values()).map(ExportView::lower).toList();
    }

    static ExportView named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    List<ExportColumn> columns() {
        return columns;
    }

    String lower() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws BadQuestion if it was to be narrowed by what the view does not hold */
    Ask ask(Question question, @Nullable String why, AuditFilter filter) {
        String names = columns.stream().map(ExportColumn::name).collect(Collectors.joining(", "));
        String from = when.equals("day") ? "(:from AT TIME ZONE 'UTC')::date" : ":from";
        String guild = this == AUDIT ? "(guild_id = :guild OR guild_id IS NULL)" : "guild_id = :guild";
        String sql = "SELECT " + names + " FROM " + source + " WHERE " + guild + " AND " + when + " >= " + from
                + " AND " + when + " < :to";
        if (question.channel() != null) sql += " AND " + held("channel_id", "channel") + " = :channel";
        if (question.user() != null) sql += " AND " + held(this == AUDIT ? "actor" : "user_id", "user") + " = :user";
        if (why != null) sql += " AND " + held("why", "why") + " = :why";
        if (this != AUDIT && !filter.isEmpty()) {
            throw new BadQuestion(
                    "\"" + lower() + "\" cannot be narrowed by \"action\", \"actor\" or \"target\": leave them out.");
        }
        return filter.into(Ask.of(sql + filter.ofGateways(), question)).with("why", why == null ? "" : why);
    }

    private String held(String column, String parameter) {
        if (columns.stream().anyMatch(own -> own.name().equals(column))) return column;
        throw new BadQuestion("\"" + lower() + "\" cannot be narrowed by \"" + parameter + "\": leave it out.");
    }

    private static ExportColumn column(String text) {
        String[] parts = text.split(":", -1);
        return new ExportColumn(
                parts[0], parts.length == 1 ? Type.TEXT : Type.valueOf(parts[1].toUpperCase(Locale.ROOT)));
    }
}
