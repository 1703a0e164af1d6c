package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A text or voice channel of a guild.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record ChannelId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ChannelId {
        IdText.check("channel id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
