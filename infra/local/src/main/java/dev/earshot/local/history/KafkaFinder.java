package dev.earshot.local.history;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Knows where the Kafka of a local run is. */
@FunctionalInterface
public interface KafkaFinder {
    /** What a client of the Kafka of the run on this data needs, its password included; empty if none is running. */
    Optional<Map<String, Object>> of(Path data);
}
