package dev.earshot.bench.fold;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.Folded;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.PresenceFold;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up but possible stretch of {@code voice.events} in a guild with {@value #PRESENT} people present. Every event in it
 * changes something, and every object in it is its own, as if it had been read from Kafka.
 */
final class History {
    static final int PRESENT = 1000;
    static final int LENGTH = 1 << 13;

    private static final Instant START = Instant.parse("2026-01-01T14:00:00Z");
    private static final int CHANNELS = 10;

    private final Random random = new Random(4711);
    private final boolean[] muted = new boolean[PRESENT];
    /** The person's channel, -1 while they are away. */
    private final int[] channel = new int[PRESENT];

    private final List<Recorded<VoiceEvent>> events = new ArrayList<>();
    private GuildPresence state = GuildPresence.EMPTY;

    private History() {
        for (int user = 0; user < PRESENT; user++) {
            add(joined(user, user % CHANNELS));
        }
        events.clear();
    }

    /** Nothing but mutes and unmutes, which is what the fan-out benchmark sends. */
    static History ofToggles() {
        History history = new History();
        while (history.events.size() < LENGTH) {
            history.add(history.toggled(history.random.nextInt(PRESENT)));
        }
        return history;
    }

    /** Of twenty events: sixteen toggles, two moves, a leave and the return of whoever left. */
    static History ofDailyLife() {
        History history = new History();
        int away = -1;
        while (history.events.size() < LENGTH) {
            int user = history.random.nextInt(PRESENT);
            int what = history.random.nextInt(20);
            if (what == 0 && away >= 0) {
                history.add(history.joined(away, history.random.nextInt(CHANNELS)));
                away = -1;
            } else if (user == away) {
                continue;
            } else if (what == 0 || what == 1 && away < 0) {
                history.add(history.left(user));
                away = user;
            } else if (what <= 3) {
                history.add(history.joined(user, (history.channel[user] + 1) % CHANNELS));
            } else {
                history.add(history.toggled(user));
            }
        }
        return history;
    }

    /** Whoever is present when the stretch begins. */
    static GuildPresence beginning() {
        return new History().state;
    }

    List<Recorded<VoiceEvent>> events() {
        return events;
    }

    private void add(VoiceEvent event) {
        long offset = events.size();
        Recorded<VoiceEvent> recorded =
                new Recorded<>(new Cause("voice.events", 3, offset, 0), START.plusMillis(offset), event);
        Folded folded = PresenceFold.apply(state, recorded);
        if (folded.changes().isEmpty()) {
            throw new IllegalStateException("changes nothing: " + event);
        }
        state = folded.next();
        events.add(recorded);
    }

    private VoiceEvent toggled(int user) {
        muted[user] = !muted[user];
        OwnState own = new OwnState(muted[user], false, false, false, AudioState.ON);
        return new VoiceEvent.StateSet(user(user), session(user), connection(user), own);
    }

    private VoiceEvent joined(int user, int into) {
        channel[user] = into;
        muted[user] = false;
        return new VoiceEvent.Joined(
                user(user),
                session(user),
                connection(user),
                new GatewayId("gateway-1"),
                new ChannelId("channel-" + into),
                0,
                new Profile("Person " + user, null),
                false,
                false,
                "hash",
                1,
                null,
                "");
    }

    private VoiceEvent left(int user) {
        return new VoiceEvent.Left(user(user), session(user), connection(user), LeftWhy.ASKED);
    }

    private static UserId user(int user) {
        return new UserId("user-" + user);
    }

    private static SessionId session(int user) {
        return new SessionId("session-" + user);
    }

    private static ConnectionId connection(int user) {
        return new ConnectionId("connection-" + user);
    }
}
