package dev.earshot.local.demo;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Instant;

/**
 * A record as it is to be written, in its order.
 *
 * @param ofGuild whether it belongs to the guild {@code demo}, or to none
 * @param id      unique per source
 * @param type    what happened, such as {@code joined}
 * @param source  who says so, such as {@code /gateways/g-1}
 * @param at      when it is appended
 * @param value   its JSON
 */
public record DemoRecord(
        VoiceTopic topic, boolean ofGuild, String id, String type, String source, Instant at, byte[] value) {
    @Override
    public String toString() {
        return topic + " " + type + " at " + at;
    }
}
