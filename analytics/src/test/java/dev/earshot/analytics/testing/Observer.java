package dev.earshot.analytics.testing;

import static java.util.Objects.requireNonNull;

import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Member;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out calls and stays without facts and without SQL: it looks at who is where before and after each input, as
 * somebody who watches the screen does, and adds up the times between two looks.
 */
final class Observer {
    private final Map<UserId, Call> present = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> stays = new ArrayList<>();
    private Instant lastLook = Instant.EPOCH;

    private record Call(String id, UserId user, List<Stay> stays) {
        Stay stay() {
            return stays.getLast();
        }
    }

    private record Stay(ChannelId channel, Instant began, List<Instant[]> spoken, List<Instant[]> muted) {
        Stay(ChannelId channel, Instant began) {
            this(channel, began, new ArrayList<>(), new ArrayList<>());
        }
    }

    void look(LiveGuild before, LiveGuild after, Instant at, Object input) {
        present.values().forEach(call -> passTime(before, call, at));
        List.copyOf(present.values())
                .forEach(call -> follow(call, after.presence().member(call.user()), at, input));
        after.presence().members().forEach(member -> enter(member, at));
        lastLook = at;
    }

    /** All calls that began, each {@code id|user|channel|began|ended|why|ms spoken|ms muted}. */
    List<String> calls() {
        List<String> all = new ArrayList<>(calls);
        present.values().forEach(call -> all.add(line(call, call.stays().getFirst(), "-", "-", ended(call))));
        return all;
    }

    /** All stays that began, as {@link #calls}. */
    List<String> stays() {
        List<String> all = new ArrayList<>(stays);
        present.values().forEach(call -> all.add(line(call, call.stay(), "-", "-", "-|-")));
        return all;
    }

    private void passTime(LiveGuild before, Call call, Instant at) {
        Member member = requireNonNull(before.presence().member(call.user()));
        boolean muted = member.own().muted()
                || before.presence().user(call.user()).moderation().serverMuted();
        Instant[] passed = {lastLook, at};
        if (muted) call.stay().muted().add(passed);
        if (before.speech(call.user()).shownSince() != null)
            call.stay().spoken().add(passed);
    }

    private void follow(Call call, @Nullable Member now, Instant at, Object input) {
        if (now != null && now.callId().equals(call.id())) {
            if (now.channel().equals(call.stay().channel())) return;
            stays.add(line(call, call.stay(), at.toString(), "moved", sum(call.stay(), at)));
            call.stays().add(new Stay(now.channel(), at));
            return;
        }
        present.remove(call.user());
        Instant ended = input instanceof VoiceEvent.Expired expired ? expired.lastHeard() : at;
        stays.add(line(call, call.stay(), ended.toString(), why(input), sum(call.stay(), ended)));
        calls.add(line(call, call.stays().getFirst(), ended.toString(), why(input), sum(call.stays(), ended)));
    }

    private void enter(Member member, Instant at) {
        if (present.containsKey(member.user())) return;
        List<Stay> first = new ArrayList<>(List.of(new Stay(member.channel(), at)));
        present.put(member.user(), new Call(member.callId(), member.user(), first));
    }

    private static String why(Object input) {
        return switch (input) {
            case VoiceEvent.Left left -> left.why() == LeftWhy.ASKED ? "left" : "permission-lost";
            case VoiceEvent.Expired _ -> "expired";
            case VoiceEvent.Joined _ -> "replaced";
            case VoiceEvent.ChannelClosed _ -> "channel-closed";
            case VoiceEvent.MemberRemoved _ -> "removed";
            default -> throw new AssertionError("Nobody leaves by " + input);
        };
    }

    private static String ended(Call call) {
        return sum(call.stays().subList(0, call.stays().size() - 1), Instant.MAX);
    }

    private static String sum(Stay stay, Instant until) {
        return sum(List.of(stay), until);
    }

    private static String sum(List<Stay> some, Instant until) {
        return millis(some.stream().flatMap(stay -> stay.spoken().stream()).toList(), until)
                + "|"
                + millis(some.stream().flatMap(stay -> stay.muted().stream()).toList(), until);
    }

    private static long millis(List<Instant[]> times, Instant until) {
        return times.stream()
                .mapToLong(time -> Math.max(
                        0, Duration.between(time[0], earlier(time[1], until)).toMillis()))
                .sum();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String line(Call call, Stay stay, String ended, String why, String sums) {
        return String.join(
                "|",
                call.id(),
                call.user().value(),
                stay.channel().value(),
                stay.began().toString(),
                ended,
                why,
                sums);
    }
}
