package dev.earshot.faults.client;

import tools.jackson.databind.JsonNode;

/** One change of a {@code voice:changes} frame. Values are whole, so that applying one twice is harmless. */
public sealed interface Entry {

    record Join(String channelId, Participant participant) implements Entry {}

    record Leave(String channelId, String userId, String reason) implements Entry {}

    record Move(String channelId, String fromChannelId, Participant participant) implements Entry {}

    /** @param fields only those that changed, under their names in {@link Participant} */
    record State(String channelId, String userId, JsonNode fields) implements Entry {}

    record Speaking(String channelId, String userId, boolean speaking) implements Entry {}

    /** Of a type that this client does not know. */
    record Unknown(String type) implements Entry {}
}
