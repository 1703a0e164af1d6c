package dev.earshot.projector.topology;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.repair.Safeguards;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: {@code voice.events} and {@code voice.signals} of a partition meet in one processor with one in-memory store,
 * and leave as rows ({@code voice.presence}), facts ({@code voice.changes}), verdicts (back into {@code voice.events}) and
 * unreadable records ({@code <topic>.dead}).
 */
public final class PresenceTopology {
    /** The store; its changelog is {@code <application.id>-presence-changelog}. */
    public static final String STORE = "presence";

    /** In bytes: a channel closed under thousands of people is one journal entry. Producers must be allowed as much. */
    public static final int LARGEST_RECORD = 8 << 20;

    /** Of records that begin a repair: into the task's own partition. */
    static final String GENERATION_SINK = "generation-to-voice.presence";

    private static final List<VoiceTopic> OUTPUTS = List.of(VoiceTopic.PRESENCE, VoiceTopic.CHANGES, VoiceTopic.EVENTS);
    private static final String PROCESSOR = "fold";

    private PresenceTopology() {}

    /**
     * Builds it without anything that watches over its outputs.
     *
     * @param partitions that every voice topic has
     * @param nanoClock monotonic, in nanoseconds: leases are measured by it
     * @param committed which inputs will not be read again, so that the journal may forget them
     */
    public static Topology build(
            int partitions, LongSupplier nanoClock, CommittedOffsets committed, FoldMetrics metrics) {
        return build(partitions, nanoClock, committed, metrics, Safeguards.none());
    }

    /** The same with what watches over its outputs, as shipped. */
    public static Topology build(
            int partitions,
            LongSupplier nanoClock,
            CommittedOffsets committed,
            FoldMetrics metrics,
            Safeguards safeguards) {
        return build(Stores.inMemoryKeyValueStore(STORE), partitions, nanoClock, committed, metrics, safeguards);
    }

    static Topology build(
            KeyValueBytesStoreSupplier store,
            int partitions,
            LongSupplier nanoClock,
            CommittedOffsets committed,
            FoldMetrics metrics,
            Safeguards safeguards) {
        Topology topology = new Topology();
        source(topology, "events", VoiceTopic.EVENTS);
        source(topology, "signals", VoiceTopic.SIGNALS);
        Attempts attempts = new Attempts();
        topology.addProcessor(
                PROCESSOR,
                () -> new PresenceProcessor(partitions, nanoClock, committed, metrics, safeguards, attempts),
                "events",
                "signals");
        topology.addStateStore(stored(store), PROCESSOR);
        for (VoiceTopic topic : OUTPUTS) {
            topology.addSink(
                    sink(topic),
                    topic.topic(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    new GuildPartitioner(),
                    PROCESSOR);
        }
        topology.addSink(
                GENERATION_SINK,
                VoiceTopic.PRESENCE.topic(),
                PartitionKey.serializer(),
                new ByteArraySerializer(),
                PartitionKey.partitioner(),
                PROCESSOR);
        for (VoiceTopic topic :
                List.of(VoiceTopic.EVENTS, VoiceTopic.SIGNALS, VoiceTopic.PRESENCE, VoiceTopic.CHANGES)) {
            topology.addSink(
                    deadSink(topic.topic()),
                    topic.deadTopic(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    PROCESSOR);
        }
        return topology;
    }

    private static void source(Topology topology, String name, VoiceTopic topic) {
        topology.addSource(AutoOffsetReset.earliest(), name, new StampOrZero(), bytes(), bytes(), topic.topic());
    }

    /** The sink of a topic of ours, dead topics included. */
    static String sinkOf(String topic) {
        return "to-" + topic;
    }

    static String sink(VoiceTopic topic) {
        return sinkOf(topic.topic());
    }

    static String deadSink(String topic) {
        return sinkOf(topic + ".dead");
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> stored(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(changelog())
                .withCachingDisabled();
    }

    /** The changelog's name. */
    public static String changelog(String applicationId) {
        return applicationId + '-' + STORE + "-changelog";
    }

    /** What must hold for a changelog that exists: the broker stamps it, for it refuses a stamp that is out of its range. */
    public static Map<String, String> requiredOfChangelog() {
        return Map.of("message.timestamp.type", "LogAppendTime");
    }

    // A restart reads the whole changelog, and what is not compacted is read in full: small segments that are rolled
    // and compacted soon, and tombstones of pruned entries that do not stay for a day.
    private static Map<String, String> changelog() {
        String tenMinutes = Long.toString(Duration.ofMinutes(10).toMillis());
        Map<String, String> settings = new HashMap<>(requiredOfChangelog());
        settings.put("cleanup.policy", "compact");
        settings.put("segment.bytes", Integer.toString(16 << 20));
        settings.put("max.message.bytes", Integer.toString(LARGEST_RECORD));
        settings.put("max.compaction.lag.ms", tenMinutes);
        settings.put("delete.retention.ms", tenMinutes);
        return settings;
    }

    private static ByteArrayDeserializer bytes() {
        return new ByteArrayDeserializer();
    }
}
