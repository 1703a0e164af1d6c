package dev.earshot.local.history;

import java.nio.file.Path;
import java.util.Optional;

/** Knows where the Kafka of a local run is. */
@FunctionalInterface
public interface KafkaFinder {
    /** {@code host:port} of the run on this data, empty if none is running. */
    Optional<String> of(Path data);
}
