package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** An afternoon of one guild, looked back on. Questions change nothing, so all classes that ask share it. */
final class Afternoon implements AutoCloseable {
    static final Instant END = at(600);

    private static final SessionId BOBS = new SessionId("bobs");

    private final PastLog log = new PastLog();
    private final TimeMachine machine = log.machine();

    private Afternoon() throws Exception {
        log.event(GUILD, joined(ALICE, LAPTOP, LOUNGE), at(0));
        log.event(OTHER_GUILD, joined(BOB, PHONE, MUSIC), at(5));
        log.event(GUILD, joined(BOB, BOBS, LOUNGE), at(10));
        log.event(GUILD, muted(ALICE, LAPTOP, true), at(20));
        log.event(GUILD, new VoiceEvent.Moderated(BOB, ALICE, new Moderation(true, false)), at(30));
        log.raw(VoiceTopic.EVENTS, GUILD, "demo", "{\"type\":\"waved\"}".getBytes(UTF_8), at(35));
        log.raw(VoiceTopic.EVENTS, GUILD, "demo", "not JSON".getBytes(UTF_8), at(36));
        log.event(GUILD, joined(ALICE, PHONE, MUSIC), at(40));
        log.event(GUILD, left(ALICE, LAPTOP), at(50));
        log.event(GUILD, new VoiceEvent.Expired(BOB, BOBS, at(70), 100), at(101));
        log.event(GUILD, left(ALICE, PHONE), at(300));
        log.written();
    }

    static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    PastLog log() {
        return log;
    }

    TimeMachine machine() {
        return machine;
    }

    @Override
    public void close() {
        machine.close();
        log.close();
    }

    /** Starts it for the first class that asks, and closes it after the last test of all. */
    static final class Shared extends TypeBasedParameterResolver<Afternoon> {
        @Override
        public Afternoon resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Afternoon.class);
        }
    }
}
