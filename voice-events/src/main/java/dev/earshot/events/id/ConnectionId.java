package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One socket of a session; what any but the session's current connection says is ignored.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record ConnectionId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConnectionId {
        IdText.check("connection id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
