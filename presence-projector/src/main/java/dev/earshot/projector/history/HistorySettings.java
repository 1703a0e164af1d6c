package dev.earshot.projector.history;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a time machine needs.
 *
 * @param client Kafka client settings, at least {@code bootstrap.servers}; a group in them is not used
 * @param projectorGroup the consumer group of the projector, which {@code verify} asks how far it has got
 * @param checkpoints directory for folded states, which may be deleted at any time; null for none
 * @param checkpointBytes that they may take
 */
public record HistorySettings(
        Map<String, Object> client,
        String projectorGroup,
        @Nullable Path checkpoints,
        long checkpointBytes) {
    public static final String USUAL_GROUP = "earshot-projector";

    private static final long USUAL_BYTES = 512L << 20;

    public HistorySettings {
        client = Map.copyOf(client);
        if (checkpointBytes < 0)
            throw new IllegalArgumentException("earshot.projector.history.bytes is " + checkpointBytes
                    + ": write how many bytes checkpoints may take, such as 512MB");
    }

    /** With what is usual, and without checkpoints. */
    public static HistorySettings of(Map<String, Object> client) {
        return new HistorySettings(client, USUAL_GROUP, null, USUAL_BYTES);
    }

    /** The same with checkpoints in a directory. */
    public HistorySettings withCheckpoints(Path directory) {
        return new HistorySettings(client, projectorGroup, directory, checkpointBytes);
    }
}
