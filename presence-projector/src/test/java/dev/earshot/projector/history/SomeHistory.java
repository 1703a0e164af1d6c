package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.OTHER_GATEWAY;
import static dev.earshot.projector.Cast.START;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random histories by seed: every kind of event, late ones and refused ones, and a broker's clock that is behind now and then. */
final class SomeHistory {
    private static final int PEOPLE = 6;
    private static final int SEATS = 3;

    private SomeHistory() {}

    record Happened(VoiceEvent event, Instant appended) {}

    static List<Happened> of(long seed, int length) {
        Random random = new Random(seed);
        List<Happened> history = new ArrayList<>(length);
        Instant now = START;
        for (int i = 0; i < length; i++) {
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(2_000));
            Instant appended = random.nextInt(10) == 0 ? now.minusSeconds(random.nextInt(5)) : now;
            history.add(new Happened(event(random, i), appended));
        }
        return history;
    }

    /** The same with a broker's clock that jumps ahead, by minutes or by days, and comes back. */
    static List<Happened> withJumps(long seed, int length) {
        Random random = new Random(-seed);
        List<Happened> history = new ArrayList<>(length);
        Duration ahead = Duration.ZERO;
        for (Happened one : of(seed, length)) {
            if (random.nextInt(30) == 0)
                ahead = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(3_000));
            history.add(new Happened(one.event(), one.appended().plus(ahead)));
        }
        return history;
    }

    private static VoiceEvent event(Random random, long offset) {
        UserId user = new UserId("u" + random.nextInt(PEOPLE));
        SessionId session = session(random, user);
        ConnectionId wire = new ConnectionId(session + "-wire");
        ChannelId channel = new ChannelId("c" + random.nextInt(3));
        boolean coin = random.nextBoolean();
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 ->
                joined(user, session, wire, channel, Math.max(0, offset - random.nextInt(20)), null, coin);
            case 4 -> joined(user, session, wire, channel, offset, session(random, user), coin);
            case 5 -> new VoiceEvent.Left(user, session, wire, coin ? LeftWhy.ASKED : LeftWhy.PERMISSION_LOST);
            case 6 -> new VoiceEvent.Disconnected(user, session, wire, coin);
            case 7 -> new VoiceEvent.Resumed(user, session, new ConnectionId(session + "-again"), OTHER_GATEWAY, "2");
            case 8, 9 ->
                new VoiceEvent.StateSet(user, session, wire, new OwnState(coin, false, !coin, false, AudioState.ON));
            case 10 -> new VoiceEvent.Expired(user, session, START.plusSeconds(offset), offset - random.nextInt(30));
            case 11 -> new VoiceEvent.Moderated(user, new UserId("u0"), new Moderation(coin, !coin));
            case 12 -> new VoiceEvent.MediaObserved("w" + offset, "participant_joined", channel, user, session);
            default ->
                random.nextInt(3) == 0
                        ? new VoiceEvent.ChannelClosed(channel, offset)
                        : new VoiceEvent.MemberRemoved(user, offset);
        };
    }

    private static SessionId session(Random random, UserId user) {
        return new SessionId(user + "-s" + random.nextInt(3));
    }

    private static VoiceEvent.Joined joined(
            UserId user,
            SessionId session,
            ConnectionId wire,
            ChannelId channel,
            long directory,
            @Nullable SessionId continues,
            boolean muted) {
        Profile profile = new Profile("Person " + user, null);
        return new VoiceEvent.Joined(
                user,
                session,
                wire,
                GATEWAY,
                channel,
                SEATS,
                profile,
                muted,
                false,
                "hash-of-" + session,
                directory,
                continues,
                "1");
    }
}
