package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.*;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A record of the log, with its append time. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoggedInput(VoiceTopic topic, String key, byte[] value, Instant appended) {
    private static final List<GuildId> GUILDS = List.of(GUILD, OTHER_GUILD);

    boolean isEvent() {
        return topic == VoiceTopic.EVENTS;
    }

    /** A random log of both topics in the order a projector reads it. Mostly lively, with pauses longer than the journal keeps. */
    static List<LoggedInput> history(Random random, int length) {
        List<LoggedInput> history = new ArrayList<>(length);
        Instant now = START;
        for (int i = 0; i < length; i++) {
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(2_000));
            // Now and then a broker's clock is behind.
            Instant appended = random.nextInt(10) == 0 ? now.minusSeconds(random.nextInt(5)) : now;
            String guild = GUILDS.get(random.nextInt(GUILDS.size())).value();
            history.add(
                    switch (random.nextInt(10)) {
                        case 0, 1 -> signal("tick", tick(GATEWAY), appended);
                        case 2, 3 -> signal(guild, someSpeech(random), appended);
                        default ->
                            new LoggedInput(
                                    VoiceTopic.EVENTS,
                                    guild,
                                    RecordCodec.EVENTS.encode(someEvent(random, i)),
                                    appended);
                    });
        }
        return history;
    }

    /** The same with a broker's clock that jumps ahead, by minutes or by days, and comes back. */
    static List<LoggedInput> withJumps(Random random, int length) {
        List<LoggedInput> history = new ArrayList<>(length);
        Duration ahead = Duration.ZERO;
        for (LoggedInput input : history(random, length)) {
            if (random.nextInt(12) == 0)
                ahead = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(3_000));
            history.add(new LoggedInput(input.topic, input.key, input.value, input.appended.plus(ahead)));
        }
        return history;
    }

    private static LoggedInput signal(String key, VoiceSignal signal, Instant appended) {
        return new LoggedInput(VoiceTopic.SIGNALS, key, RecordCodec.SIGNALS.encode(signal), appended);
    }

    private static VoiceSignal someSpeech(Random random) {
        UserId user = someUser(random);
        return speaking(user, someSession(random, user), random.nextInt(3) > 0);
    }

    private static VoiceEvent someEvent(Random random, long step) {
        UserId user = someUser(random);
        SessionId session = someSession(random, user);
        ChannelId channel = new ChannelId("c" + random.nextInt(3));
        long directory = Math.max(0, step - random.nextInt(20));
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> joined(user, session, channel, GATEWAY, 3, directory, null);
            case 4 -> joined(user, session, channel, GATEWAY, 3, directory, someSession(random, user));
            case 5, 6 -> left(user, session);
            case 7 -> disconnected(user, session, random.nextBoolean());
            case 8 -> resumed(user, session, OTHER_GATEWAY);
            case 9, 10 -> muted(user, session, random.nextBoolean());
            case 11 -> new VoiceEvent.Expired(user, session, START, step - random.nextInt(30));
            case 12 -> new VoiceEvent.Moderated(user, BOB, new Moderation(random.nextBoolean(), false));
            default ->
                random.nextInt(4) == 0
                        ? new VoiceEvent.ChannelClosed(channel, step)
                        : new VoiceEvent.MemberRemoved(user, step);
        };
    }

    private static UserId someUser(Random random) {
        return new UserId("u" + random.nextInt(4));
    }

    private static SessionId someSession(Random random, UserId user) {
        return new SessionId(user + "-s" + random.nextInt(2));
    }
}
