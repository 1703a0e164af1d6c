package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.Cast;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.repair.Safeguards;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology as shipped, driven record by record, with a clock that only the test moves. One partition. */
final class Driven implements AutoCloseable {
    static final String CHANGELOG = "test-" + PresenceTopology.STORE + "-changelog";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> signals;
    private final List<TestRecord<byte[], byte[]>> changelog;
    private long nanos;
    private Instant now = Cast.START;

    Driven() {
        this(List.of(), CommittedOffsets.UNKNOWN);
    }

    /** A restart: the changelog's records are in the store when the task begins. */
    Driven(List<TestRecord<byte[], byte[]>> changelog, CommittedOffsets committed) {
        this(changelog, committed, Safeguards.none());
    }

    Driven(List<TestRecord<byte[], byte[]>> changelog, CommittedOffsets committed, Safeguards safeguards) {
        this.changelog = new ArrayList<>(changelog);
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(
                PresenceTopology.build(
                        new PreloadedStore(changelog), 1, () -> nanos, committed, new FoldMetrics(meters), safeguards),
                config,
                Cast.START);
        events = input(VoiceTopic.EVENTS);
        signals = input(VoiceTopic.SIGNALS);
    }

    private TestInputTopic<byte[], byte[]> input(VoiceTopic topic) {
        return driver.createInputTopic(topic.topic(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Moves both the append time and the projector's monotonic clock. */
    Driven after(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
        return this;
    }

    /** Lets the stream thread look up from its inputs. */
    Driven second() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        return this;
    }

    Driven at(Instant appended) {
        now = appended;
        return this;
    }

    Instant now() {
        return now;
    }

    Driven event(GuildId guild, VoiceEvent event) {
        return raw(VoiceTopic.EVENTS, guild.value(), RecordCodec.EVENTS.encode(event));
    }

    Driven event(VoiceEvent event) {
        return event(Cast.GUILD, event);
    }

    Driven signal(VoiceSignal signal) {
        return signal(Cast.GUILD, signal);
    }

    Driven signal(GuildId guild, VoiceSignal signal) {
        String key = signal instanceof VoiceSignal.Tick ? "tick" : guild.value();
        return raw(VoiceTopic.SIGNALS, key, RecordCodec.SIGNALS.encode(signal));
    }

    Driven raw(VoiceTopic topic, @Nullable String key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input = topic == VoiceTopic.EVENTS ? events : signals;
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        input.pipeInput(new TestRecord<>(bytes, value, new RecordHeaders(), now));
        return this;
    }

    /** What was written to a topic since it was last asked. */
    List<TestRecord<byte[], byte[]>> written(String topic) {
        var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TestRecord<byte[], byte[]>> records = output.readRecordsToList();
        if (topic.equals(CHANGELOG)) changelog.addAll(records);
        return records;
    }

    /** The whole changelog, what the task began with included. */
    List<TestRecord<byte[], byte[]>> changelog() {
        written(CHANGELOG);
        return List.copyOf(changelog);
    }

    List<VoiceChange> facts() {
        return written(VoiceTopic.CHANGES.topic()).stream()
                .map(record ->
                        RecordCodec.CHANGES.decode(record.value()).known().orElseThrow())
                .toList();
    }

    List<VoiceEvent.Expired> verdicts() {
        List<VoiceEvent.Expired> verdicts = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : written(VoiceTopic.EVENTS.topic())) {
            verdicts.add((VoiceEvent.Expired)
                    RecordCodec.EVENTS.decode(record.value()).known().orElseThrow());
        }
        return verdicts;
    }

    /** Adds what was written to {@code voice.presence} to the table a gateway would have. */
    Map<String, PresenceRow> presence(Map<String, PresenceRow> table) {
        for (TestRecord<byte[], byte[]> record : written(VoiceTopic.PRESENCE.topic())) {
            if (PartitionGeneration.isKey(record.key())) continue;
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) table.remove(key);
            else
                table.put(
                        key, RecordCodec.PRESENCE.decode(record.value()).known().orElseThrow());
        }
        return table;
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }
}
