package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A guild: the source document's "server", with its channels and members.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record GuildId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GuildId {
        IdText.check("guild id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
