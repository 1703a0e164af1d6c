package dev.earshot.events.fold;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's speech: what their browser says, whether it is shown, and how long it was in this stay.
 *
 * @param voice what was last said, null while silent
 * @param shownSince since when the ring is shown, null while it is not
 * @param spokenMillis time shown in this stay before the current stretch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Speech(@Nullable Voice voice, @Nullable Instant shownSince, long spokenMillis) {
    /** Somebody who has not spoken in this stay. */
    public static final Speech SILENT = new Speech(null, null, 0);

    /** @param lastRepeat append time of the last {@code speaking: true} */
    public record Voice(SessionId session, ConnectionId connection, Instant lastRepeat) {}

    /** After the time of {@code voice.events} was set back: a ring that was shown later is shown since {@code to}. */
    Speech eventsSetBack(Instant to) {
        if (shownSince == null || !shownSince.isAfter(to)) return this;
        return new Speech(voice, to, spokenMillis);
    }

    /** After the time of {@code voice.signals} was set back: its last repeat too is of {@code to} at the latest. */
    Speech signalsSetBack(Instant to) {
        Speech shown = eventsSetBack(to);
        if (voice == null || !voice.lastRepeat().isAfter(to)) return shown;
        return shown.saying(new Voice(voice.session(), voice.connection(), to));
    }

    Speech saying(@Nullable Voice next) {
        return new Speech(next, shownSince, spokenMillis);
    }
}
