package dev.earshot.projector.journal;

/** What Kafka Streams has committed: inputs below this are never read again. */
@FunctionalInterface
public interface CommittedOffsets {
    /** Nothing has left the journal's care. */
    CommittedOffsets UNKNOWN = (topic, partition) -> -1;

    /** The next offset that would be read after a crash; -1 while that is not known. */
    long committed(String topic, int partition);
}
