package dev.earshot.events.presence;

/** Kafka headers of {@code voice.presence}, beside {@link Refusal#HEADER}. For operators; no reader decides by them. */
public final class PresenceHeaders {
    /** What kind of change wrote the row: join, move, state, connection, speaking, leave or refused. */
    public static final String CHANGE = "change";
    /** The input that caused it: {@code topic/partition/offset}. */
    public static final String CAUSE = "cause";

    private PresenceHeaders() {}
}
