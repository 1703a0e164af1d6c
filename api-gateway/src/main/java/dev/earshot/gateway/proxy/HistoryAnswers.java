package dev.earshot.gateway.proxy;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The time machine's answers, for the description alone: the gateway passes them on unread. */
final class HistoryAnswers {
    private HistoryAnswers() {}

    record Log(
            GuildId guild,
            int partition,
            long firstOffset,
            long nextOffset,
            @Nullable Instant first,
            @Nullable Instant last,
            List<String> notes) {}

    record State(
            GuildId guild,
            Instant at,
            @Nullable Moment asOf,
            Map<String, List<Then>> channels,
            long eventsFolded,
            boolean fromCheckpoint,
            long tookMs,
            boolean speechKnown,
            List<String> notes) {}

    record Moment(int partition, long offset, Instant time) {}

    record Then(
            UserId userId,
            ChannelId channelId,
            SessionId sessionId,
            String username,
            @Nullable String avatarUrl,
            boolean muted,
            boolean deafened,
            boolean serverMuted,
            boolean serverDeafened,
            boolean speaking,
            boolean camera,
            boolean screen,
            Instant joinedAt,
            String connection,
            String audio,
            GatewayId gatewayId,
            @Nullable String client,
            String callId) {}

    record Happened(
            int partition,
            long offset,
            Instant time,
            String type,
            @Nullable UserId userId,
            @Nullable String username,
            @Nullable SessionId sessionId,
            @Nullable ConnectionId connectionId,
            @Nullable GatewayId gatewayId,
            @Nullable String client,
            @Nullable ChannelId channelId,
            Did effect,
            Map<String, Object> event) {}

    record Did(boolean changed, String sentence, @Nullable String rule) {}

    record Events(List<Happened> items, @Nullable String next, List<String> notes) {}

    record Trace(List<Happened> items, List<String> notes) {}

    record Diff(GuildId guild, Instant from, Instant to, List<Differing> changes, List<String> notes) {}

    record Differing(
            UserId userId,
            String username,
            @Nullable Then before,
            @Nullable Then after,
            List<Happened> causes) {}

    record Explanation(
            GuildId guild,
            UserId userId,
            Instant at,
            @Nullable Then shown,
            String sentence,
            List<Because> because,
            List<String> notes) {}

    record Because(String what, String value, String sentence, Happened cause) {}

    record Density(
            GuildId guild,
            Instant from,
            Instant to,
            long bucketMs,
            List<Integer> counts,
            List<Integer> departures,
            List<String> notes) {}

    record Verification(
            boolean same, List<CheckedAt> checkedAt, long rows, List<DifferingRow> differences, List<String> notes) {}

    record CheckedAt(int partition, long eventsOffset, long presenceOffset) {}

    record DifferingRow(
            GuildId guild,
            UserId userId,
            String kind,
            @Nullable Then live,
            @Nullable Then folded,
            List<String> fields) {}
}
