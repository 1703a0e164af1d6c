package dev.earshot.events.presence;

import dev.earshot.events.change.EndReason;
import java.util.Locale;

/**
 * Kafka headers of {@code voice.presence}, beside {@link Refusal#HEADER}. For operators, and for the word with which browsers
 * see somebody go; no reader decides by them.
 */
public final class PresenceHeaders {
    /**
     * What kind of change wrote the row: join, move, state, connection, speaking or refused; of a tombstone, why the person
     * went: left, expired, replaced, permission-lost, removed or channel-closed.
     */
    public static final String CHANGE = "change";
    /** The input that caused it: {@code topic/partition/offset}. */
    public static final String CAUSE = "cause";

    /** On a row that no input caused: the table lacked it. The partition's generation. */
    public static final String REPAIR = "repair";

    private PresenceHeaders() {}

    /** The value of {@link #CHANGE} on a tombstone. */
    public static String left(EndReason why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
