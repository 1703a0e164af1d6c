package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A person: the token's subject.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record UserId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        IdText.check("user id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
