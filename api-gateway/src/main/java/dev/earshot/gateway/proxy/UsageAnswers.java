package dev.earshot.gateway.proxy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The analytics service's answers about usage, for the description alone: the gateway passes them on unread. */
final class UsageAnswers {
    private UsageAnswers() {}

    record Overview(
            Now now,
            double minutes,
            long people,
            long calls,
            int peak,
            @Nullable Instant peakAt,
            @Nullable Double medianCallSeconds,
            @Nullable Double expiryRate,
            Before previous) {}

    record Now(long inVoice, long channels) {}

    record Before(
            double minutes,
            long people,
            long calls,
            int peak,
            @Nullable Double medianCallSeconds,
            @Nullable Double expiryRate) {}

    record Concurrency(List<Level> items) {}

    record Level(String at, @Nullable String channelId, int peak, double average) {}

    record Minutes(List<Sum> items) {}

    record Sum(
            String key,
            String label,
            double minutes,
            long people,
            long calls,
            double secondsSpoken,
            double secondsMuted) {}

    record UsagePage(List<Usage> items, @Nullable String next) {}

    record Usage(
            String id,
            String label,
            double minutes,
            long calls,
            long people,
            @Nullable Integer peak,
            double secondsSpoken,
            @Nullable Double talkShare,
            @Nullable Instant lastSeen) {}

    record Heatmap(List<Hour> items) {}

    record Hour(int weekday, int hour, long joins, double minutes) {}

    record Departures(List<Reason> items, @Nullable Double expiryRate, long reconnects) {}

    record Reason(String why, long calls, double share) {}

    record Lengths(
            List<Length> items,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    record Length(long fromSeconds, @Nullable Long toSeconds, long calls) {}

    record Speakers(List<Period> items) {}

    record Period(String at, long speakers) {}

    record Quality(List<Samples> items, boolean exact) {}

    record Samples(
            String key,
            String label,
            long samples,
            long poor,
            Percentiles jitterMs,
            Percentiles lossRatio,
            Percentiles roundTripMs,
            Percentiles bitrateBps,
            Mos mos) {}

    record Percentiles(
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    record Mos(@Nullable Double p50, @Nullable Double p05) {}

    record ClientErrors(List<ClientError> items) {}

    record ClientError(String key, long count, long people, Instant last, String example) {}

    record RecentErrors(List<RecentError> items, @Nullable String next) {}

    /**
     * @param channelId null: the person was in none
     * @param breadcrumbs what had been done just before, oldest first
     */
    record RecentError(
            Instant at,
            @Nullable String channelId,
            String client,
            String kind,
            String message,
            List<String> breadcrumbs) {}

    record AuditPage(List<Audited> items, @Nullable String next) {}

    record Audited(
            Instant at,
            Instant occurred,
            String action,
            String actor,
            @Nullable String address,
            @Nullable String guildId,
            @Nullable String channelId,
            @Nullable String sessionId,
            @Nullable String code,
            @Nullable String detail,
            int times) {}
}
