package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One page's stay with the service; it is in at most one channel overall.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record SessionId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        IdText.check("session id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
