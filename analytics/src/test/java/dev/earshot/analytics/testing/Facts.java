package dev.earshot.analytics.testing;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Profile;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** A small cast and the facts it makes. Calls are numbered: call n was begun by the log's offset n. */
public final class Facts {
    public static final GuildId DEMO = new GuildId("demo");
    public static final ChannelId LOUNGE = new ChannelId("lounge");
    public static final ChannelId MUSIC = new ChannelId("music");
    public static final UserId ALICE = new UserId("alice");
    public static final SessionId LAPTOP = new SessionId("laptop");
    public static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private Facts() {}

    /** The fact that offset {@code n} of the log's partition 0 made. */
    public static Cause cause(long n) {
        return new Cause("voice.events", 0, n, 0);
    }

    public static Instant seconds(long afterNoon) {
        return NOON.plusSeconds(afterNoon);
    }

    public static VoiceChange.Joined joined(long call, Instant at) {
        return joined(call, at, ALICE, LOUNGE);
    }

    public static VoiceChange.Joined joined(long call, Instant at, UserId user, ChannelId channel) {
        return new VoiceChange.Joined(
                cause(call), at, DEMO, user, new Profile(user.value(), null), LAPTOP, "0-" + call, channel, "1.0");
    }

    /** The whole call in one stay. */
    public static VoiceChange.Left left(VoiceChange.Joined joined, long cause, Instant at, EndReason why) {
        return left(joined, cause, at, new EndedStay(joined.channel(), joined.at(), at, 2.5, 1.25), why);
    }

    public static VoiceChange.Left left(
            VoiceChange.Joined joined, long cause, Instant at, EndedStay stay, EndReason why) {
        return new VoiceChange.Left(
                cause(cause),
                at,
                joined.guild(),
                joined.user(),
                joined.profile(),
                joined.session(),
                joined.callId(),
                joined.at(),
                stay,
                why);
    }

    public static VoiceChange.Moved moved(VoiceChange.Joined joined, long cause, EndedStay stay, ChannelId to) {
        return new VoiceChange.Moved(
                cause(cause),
                stay.ended(),
                joined.guild(),
                joined.user(),
                joined.profile(),
                joined.session(),
                joined.callId(),
                joined.at(),
                stay,
                to);
    }

    public static VoiceChange.Refused refused(long cause, Instant at, String code) {
        return new VoiceChange.Refused(cause(cause), at, DEMO, ALICE, LAPTOP, LOUNGE, code);
    }

    /** So many calls of one stay, two facts each, caused by the offsets from {@code first} on. */
    public static List<VoiceChange> calls(long first, int count) {
        return LongStream.range(0, count)
                .boxed()
                .<VoiceChange>mapMulti((i, facts) -> {
                    VoiceChange.Joined call = joined(first + 2 * i, seconds(10 * (first + i)));
                    facts.accept(call);
                    facts.accept(left(call, first + 2 * i + 1, call.at().plusSeconds(5), EndReason.LEFT));
                })
                .toList();
    }
}
