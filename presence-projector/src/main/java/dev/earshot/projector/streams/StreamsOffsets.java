package dev.earshot.projector.streams;

import dev.earshot.projector.journal.CommittedOffsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/** What this process's tasks have committed, as Kafka Streams tells of itself. */
final class StreamsOffsets implements CommittedOffsets {
    private volatile @Nullable KafkaStreams streams;

    void of(KafkaStreams running) {
        streams = running;
    }

    @Override
    public long committed(String topic, int partition) {
        KafkaStreams running = streams;
        if (running == null || !running.state().isRunningOrRebalancing()) return -1;
        TopicPartition asked = new TopicPartition(topic, partition);
        try {
            for (ThreadMetadata thread : running.metadataForLocalThreads()) {
                for (TaskMetadata task : thread.activeTasks()) {
                    if (task.taskId().partition() != partition) continue;
                    return task.committedOffsets().getOrDefault(asked, -1L);
                }
            }
        } catch (IllegalStateException stopping) {
            // Between the check above and the question it began to stop; nothing is known then.
            return -1;
        }
        return -1;
    }
}
