package dev.earshot.local.demo;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.List;

/** Something that is to happen at a time, before it has its place in the log. */
sealed interface Step {
    Instant at();

    /** A gateway appends an event. */
    record Appended(Instant at, GatewayId by, VoiceEvent event) implements Step {}

    /** A browser says that it speaks, or that it stopped. */
    record Spoken(Instant at, GatewayId by, VoiceSignal.Speaking signal) implements Step {}

    /** A lease ends; the verdict gets its evidence from the log. */
    record Ended(Instant at, UserId user, SessionId session, Instant lastHeard) implements Step {}

    /** A browser measures its own call; which call that is, the log knows. */
    record Sampled(Instant at, UserId user, SessionId session, String client, CallQuality quality) implements Step {}

    /** Something goes wrong in a browser. */
    record Erred(
            Instant at,
            UserId user,
            SessionId session,
            String client,
            ErrorKind kind,
            String message,
            List<String> before)
            implements Step {}

    /** A gateway notes who did what, in the guild or before they were in one. */
    record Noted(AuditFact fact, boolean ofGuild) implements Step {
        @Override
        public Instant at() {
            return fact.at();
        }
    }
}
