package dev.earshot.projector.streams;

import dev.earshot.projector.topology.PresenceTopology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams, each with its reason. */
public final class StreamsSettings {
    private StreamsSettings() {}

    /**
     * The settings to start with.
     *
     * @param replicationFactor of the changelog
     * @param given by the operator, {@code bootstrap.servers} at least: these win
     */
    public static Map<String, Object> of(ProjectorSettings settings, int replicationFactor, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, "earshot-projector");
        all.put(StreamsConfig.CLIENT_ID_CONFIG, "projector-" + settings.instance());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        speed(all);
        restart(all, settings.instance());
        patience(all);
        all.putAll(given);
        return all;
    }

    // Exactly-once costs 18 to 62 ms a hop; the journal makes at-least-once exact. Streams waits 100 ms before it
    // sends and caches 10 MiB before it stores, unless told not to.
    private static void speed(Map<String, Object> all) {
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), PresenceTopology.LARGEST_RECORD);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // How far a crash goes back; the journal answers what is given again, so a commit need not be soon.
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    }

    // With a name of its own a projector that was killed takes its partitions back at once; with default group settings
    // presence stood still for 40 s.
    private static void restart(Map<String, Object> all, String instance) {
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
    }

    // Kafka may be away for as long as it likes: whatever waits for it goes on waiting.
    private static void patience(Map<String, Object> all) {
        all.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), Integer.MAX_VALUE);
        // A topic that is gone: the thread gives up soon, for it is the one that repairs the table.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), 10_000);
        all.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Duration.ofDays(1).toMillis());
        all.put(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    }
}
