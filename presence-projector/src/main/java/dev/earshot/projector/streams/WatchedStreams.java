package dev.earshot.projector.streams;

import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.repair.OpenRepairs;
import dev.earshot.projector.repair.RefusedOutputs;
import dev.earshot.projector.repair.Safeguards;
import dev.earshot.projector.topology.PresenceTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** Kafka Streams with the topology, and with what watches over it. */
final class WatchedStreams {
    private final KafkaStreams streams;
    private final KafkaWatch watch;
    private final OpenRepairs open = new OpenRepairs();

    /**
     * @param settings of Kafka Streams, see {@link StreamsSettings}
     * @param admin settings of an admin client
     * @param nanoClock by which leases are measured
     * @param patience how long a partition may stand still until health says so
     * @param looksEvery how often Kafka is looked at
     * @param lastFailure why a stream thread ended last; empty if none has lately
     * @param clients of Kafka; null for its own
     */
    WatchedStreams(
            Map<String, Object> settings,
            Map<String, Object> admin,
            TopicSettings topics,
            LongSupplier nanoClock,
            Duration patience,
            Duration looksEvery,
            Supplier<String> lastFailure,
            StreamsOffsets offsets,
            FoldMetrics metrics,
            @Nullable KafkaClientSupplier clients) {
        String group = String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG));
        AcknowledgedOffsets acknowledged = new AcknowledgedOffsets();
        RefusedOutputs refused = new RefusedOutputs();
        watch = new KafkaWatch(admin, topics, group, acknowledged, patience, looksEvery, lastFailure, System::nanoTime);
        Properties properties = new Properties();
        properties.putAll(watched(settings, refused, acknowledged));
        Topology topology = PresenceTopology.build(
                topics.partitions(), nanoClock, offsets, metrics, new Safeguards(watch, refused, open));
        streams = clients == null
                ? new KafkaStreams(topology, properties)
                : new KafkaStreams(topology, properties, clients);
        offsets.of(streams);
    }

    /**
     * Checks the topics: those of the product, and the changelog if it is there.
     *
     * @throws dev.earshot.kafka.TopicsRefused if the projector must not start on them
     */
    static void check(Map<String, Object> admin, TopicSettings topics, Map<String, Object> settings) {
        TopicGuard.check(admin, topics);
        String application = String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG));
        TopicGuard.checkIfThere(
                admin, PresenceTopology.changelog(application), PresenceTopology.requiredOfChangelog(), topics);
    }

    private static Map<String, Object> watched(
            Map<String, Object> settings, RefusedOutputs refused, AcknowledgedOffsets acknowledged) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class);
        all.put(RefusedRecords.OUTPUTS, refused);
        all.put(
                StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG),
                Acknowledgements.class.getName());
        all.put(StreamsConfig.producerPrefix(Acknowledgements.OFFSETS), acknowledged);
        return all;
    }

    void start() {
        streams.start();
        watch.start();
    }

    KafkaStreams streams() {
        return streams;
    }

    KafkaWatch watch() {
        return watch;
    }

    /** Everything that does not progress, for health. */
    List<Stuck> stuck() {
        List<Stuck> stuck = new ArrayList<>(watch.stuck());
        stuck.addAll(open.all());
        return stuck;
    }

    /** Since when Kafka does not answer, in words; empty while it does. */
    String silence() {
        return watch.silence();
    }

    /** @return whether it closed in time */
    boolean close(Duration within) {
        watch.close();
        return streams.close(within);
    }
}
