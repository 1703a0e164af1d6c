package dev.earshot.analytics.testing;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.presence.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One guild's usage, worked out from its facts the slow way: every stay in a list, looked through for each question. It knows
 * no SQL, no sums and no quarters of an hour.
 */
public final class Ledger {
    /** Longer than any question looks: when running stays are taken to end. */
    public static final Instant OPEN = Instant.parse("2099-01-01T00:00:00Z");

    /** @param why null while it runs */
    public record Stay(
            String call,
            Instant callBegan,
            String user,
            String channel,
            Instant began,
            Instant ended,
            double spoken,
            double muted,
            @Nullable String why) {
        /** Milliseconds of it within [from, to). */
        public long within(Instant from, Instant to) {
            Instant first = began.isAfter(from) ? began : from;
            Instant last = ended.isBefore(to) ? ended : to;
            return Math.max(0, Duration.between(first, last).toMillis());
        }

        public boolean runsAt(Instant moment) {
            return !began.isAfter(moment) && moment.isBefore(ended);
        }

        public boolean endsCall() {
            return why != null && !why.equals("moved");
        }

        public boolean endedWithin(Instant from, Instant to) {
            return why != null && !ended.isBefore(from) && ended.isBefore(to);
        }

        /** How long its call had lasted when it ended. */
        public double callSeconds() {
            return Math.max(0, Duration.between(callBegan, ended).toMillis() / 1000.0);
        }
    }

    /** A call as it began. */
    public record Join(String user, String channel, Instant at) {}

    /** The ring was shown in [began, ended). */
    public record Ring(String user, String channel, Instant began, Instant ended) {}

    private final List<Stay> stays = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
    private final List<Ring> rings = new ArrayList<>();
    private final Map<String, Boolean> away = new HashMap<>();
    private int losses;
    private int returns;

    public Ledger(List<VoiceChange> facts) {
        Map<String, Stay> running = new HashMap<>();
        for (VoiceChange fact : facts) {
            switch (fact) {
                case VoiceChange.Joined joined -> {
                    String channel = joined.channel().value();
                    joins.add(new Join(joined.user().value(), channel, joined.at()));
                    running.put(
                            joined.callId(),
                            running(joined.callId(), joined.at(), joined.user().value(), channel, joined.at()));
                }
                case VoiceChange.Moved moved -> {
                    String user = moved.user().value();
                    stays.add(ended(moved.callId(), moved.callBegan(), user, moved.stay(), "moved"));
                    running.put(
                            moved.callId(),
                            running(
                                    moved.callId(),
                                    moved.callBegan(),
                                    user,
                                    moved.channel().value(),
                                    moved.at()));
                }
                case VoiceChange.Left left -> {
                    stays.add(
                            ended(left.callId(), left.callBegan(), left.user().value(), left.stay(), why(left.why())));
                    running.remove(left.callId());
                }
                case VoiceChange.Spoke spoke ->
                    rings.add(new Ring(spoke.user().value(), spoke.channel().value(), spoke.began(), spoke.at()));
                case VoiceChange.StateChanged changed -> follow(changed);
                case VoiceChange.Refused _, VoiceChange.ClockSetBack _ -> {}
            }
        }
        stays.addAll(running.values());
    }

    public Stream<Stay> stays(Predicate<Stay> which) {
        return stays.stream().filter(which);
    }

    public List<Join> joins() {
        return joins;
    }

    public List<Ring> rings() {
        return rings;
    }

    /** {@code connections lost|of these, come back} */
    public String reconnects() {
        return losses + "|" + returns;
    }

    /** How many were there at once, at most, in [from, to): looked at whenever somebody came, and at the beginning. */
    public static long peak(List<Stay> some, Instant from, Instant to) {
        return Stream.concat(Stream.of(from), some.stream().map(Stay::began))
                .filter(moment -> !moment.isBefore(from) && moment.isBefore(to))
                .distinct()
                .mapToLong(moment ->
                        some.stream().filter(stay -> stay.runsAt(moment)).count())
                .max()
                .orElse(0);
    }

    public static long millis(List<Stay> some, Instant from, Instant to) {
        return some.stream().mapToLong(stay -> stay.within(from, to)).sum();
    }

    /** The length that this share of the calls did not exceed. */
    public static double quantile(List<Stay> calls, double share) {
        List<Double> sorted = calls.stream().map(Stay::callSeconds).sorted().toList();
        return sorted.get((int) Math.clamp(Math.round(share * sorted.size()), 0, sorted.size() - 1));
    }

    /** Which share of these calls expired. */
    public static double expiryRate(List<Stay> ended) {
        return ended.stream().filter(stay -> "expired".equals(stay.why())).count() / (double) ended.size();
    }

    private void follow(VoiceChange.StateChanged changed) {
        boolean now = changed.connection() == Connection.RECONNECTING;
        boolean before = Boolean.TRUE.equals(away.put(changed.callId(), now));
        if (now && !before) losses++;
        if (before && !now) returns++;
    }

    private static Stay running(String call, Instant callBegan, String user, String channel, Instant began) {
        return new Stay(call, callBegan, user, channel, began, OPEN, 0, 0, null);
    }

    private static Stay ended(String call, Instant callBegan, String user, EndedStay stay, String why) {
        return new Stay(
                call,
                callBegan,
                user,
                stay.channel().value(),
                stay.began(),
                stay.ended(),
                stay.secondsSpoken(),
                stay.secondsMuted(),
                why);
    }

    private static String why(EndReason why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
