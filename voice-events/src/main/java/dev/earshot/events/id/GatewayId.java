package dev.earshot.events.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One run of one gateway process: its id is new at each start.
 *
 * @throws IllegalArgumentException if the text is not an id (see {@link IdText})
 */
public record GatewayId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GatewayId {
        IdText.check("gateway id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
