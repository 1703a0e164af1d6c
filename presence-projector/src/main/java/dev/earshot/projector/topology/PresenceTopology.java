package dev.earshot.projector.topology;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.metrics.FoldMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
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

    private static final String PROCESSOR = "fold";

    private PresenceTopology() {}

    /**
     * Builds it, as shipped and as tests drive it.
     *
     * @param partitions that every voice topic has
     * @param nanoClock monotonic, in nanoseconds: leases are measured by it
     * @param committed which inputs will not be read again, so that the journal may forget them
     */
    public static Topology build(
            int partitions, LongSupplier nanoClock, CommittedOffsets committed, FoldMetrics metrics) {
        return build(Stores.inMemoryKeyValueStore(STORE), partitions, nanoClock, committed, metrics);
    }

    static Topology build(
            KeyValueBytesStoreSupplier store,
            int partitions,
            LongSupplier nanoClock,
            CommittedOffsets committed,
            FoldMetrics metrics) {
        Topology topology = new Topology();
        topology.addSource("events", bytes(), bytes(), VoiceTopic.EVENTS.topic());
        topology.addSource("signals", bytes(), bytes(), VoiceTopic.SIGNALS.topic());
        topology.addProcessor(
                PROCESSOR, () -> new PresenceProcessor(partitions, nanoClock, committed, metrics), "events", "signals");
        topology.addStateStore(stored(store), PROCESSOR);
        for (VoiceTopic topic : new VoiceTopic[] {VoiceTopic.PRESENCE, VoiceTopic.CHANGES, VoiceTopic.EVENTS}) {
            topology.addSink(
                    sink(topic),
                    topic.topic(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    new GuildPartitioner(),
                    PROCESSOR);
        }
        for (VoiceTopic topic : new VoiceTopic[] {VoiceTopic.EVENTS, VoiceTopic.SIGNALS}) {
            topology.addSink(
                    deadSink(topic.topic()),
                    topic.deadTopic(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer(),
                    PROCESSOR);
        }
        return topology;
    }

    static String sink(VoiceTopic topic) {
        return "to-" + topic.topic();
    }

    static String deadSink(String topic) {
        return "to-" + topic + ".dead";
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> stored(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(changelog())
                .withCachingDisabled();
    }

    // A restart reads the whole changelog, and what is not compacted is read in full: small segments that are rolled
    // and compacted soon, and tombstones of pruned entries that do not stay for a day.
    private static Map<String, String> changelog() {
        String tenMinutes = Long.toString(Duration.ofMinutes(10).toMillis());
        Map<String, String> settings = new HashMap<>();
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
