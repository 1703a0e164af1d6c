package dev.earshot.projector.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The key of a record that belongs to a partition and to no guild. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record PartitionKey(int partition, byte[] key) {

    static Serializer<PartitionKey> serializer() {
        return (_, key) -> key.key();
    }

    static StreamPartitioner<PartitionKey, byte[]> partitioner() {
        return (_, key, _, _) -> Optional.of(Set.of(key.partition()));
    }
}
