package dev.earshot.events.presence;

import dev.earshot.events.id.ConnectionId;

/**
 * A refusal on its way to the one socket it concerns: the header {@code refused: <connectionId> <code>} on the user's
 * rewritten row or tombstone.
 */
public record Refusal(ConnectionId connection, RefusalCode code) {
    /** The Kafka header that carries it. */
    public static final String HEADER = "refused";

    /** @throws IllegalArgumentException if the text is not {@code <connectionId> <code>} */
    public static Refusal parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) throw new IllegalArgumentException("A refusal is <connectionId> <code>");
        return new Refusal(new ConnectionId(text.substring(0, space)), RefusalCode.parse(text.substring(space + 1)));
    }

    @Override
    public String toString() {
        return connection.value() + ' ' + code.code();
    }
}
