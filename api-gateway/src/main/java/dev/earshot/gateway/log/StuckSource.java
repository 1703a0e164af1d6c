package dev.earshot.gateway.log;

import dev.earshot.kafka.Stuck;
import java.util.List;

/** A part of the gateway that writes or reads partitions, and knows which of them stand still. Each is asked by health. */
@FunctionalInterface
public interface StuckSource {
    /** Partitions that have something to do and have not moved for some seconds; empty if all is well. From any thread. */
    List<Stuck> stuck();
}
