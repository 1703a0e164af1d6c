package dev.earshot.projector.history;

import java.util.Map;

/**
 * What a time machine needs.
 *
 * @param client Kafka client settings, at least {@code bootstrap.servers}; a group in them is not used
 * @param projectorGroup the consumer group of the projector, which {@code verify} asks how far it has got
 */
public record HistorySettings(Map<String, Object> client, String projectorGroup) {
    public static final String USUAL_GROUP = "earshot-projector";

    public HistorySettings {
        client = Map.copyOf(client);
    }

    /** With what is usual. */
    public static HistorySettings of(Map<String, Object> client) {
        return new HistorySettings(client, USUAL_GROUP);
    }
}
