package dev.earshot.projector.streams;

import static dev.earshot.projector.Cast.ALICE;
import static dev.earshot.projector.Cast.BOB;
import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.GUILD;
import static dev.earshot.projector.Cast.LAPTOP;
import static dev.earshot.projector.Cast.LOUNGE;
import static dev.earshot.projector.Cast.MUSIC;
import static dev.earshot.projector.Cast.PHONE;
import static dev.earshot.projector.Cast.joined;
import static dev.earshot.projector.Cast.left;
import static dev.earshot.projector.Cast.muted;
import static dev.earshot.projector.Cast.speaking;
import static dev.earshot.projector.Cast.tick;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.kafka.VoiceKafka;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs with odd stamps, outputs that are refused, and a table that loses rows, against a real Kafka. */
class RepairIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String GROUP = "earshot-projector";
    private static final String PRESENCE = VoiceTopic.PRESENCE.topic();
    private static final String STAMPS = "message.timestamp.type";
    private static final String LARGEST = "max.message.bytes";

    @TempDir
    Path state;

    private KafkaServer kafka;
    private VoiceKafka voice;
    private StreamsFixture streams;
    private Admin admin;

    // The threads that a test kills die of an exception nobody catches, which is what is asked of them.
    @BeforeAll
    static void letThreadsDie() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void watchThreadsAgain() {
        Awaitility.catchUncaughtExceptionsByDefault();
    }

    @BeforeEach
    void alice_is_in_the_lounge() {
        kafka = KafkaServer.start(state.resolve("kafka"), Ports.free());
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        voice = new VoiceKafka(kafka.bootstrapServers(), StreamsFixture.PARTITIONS);
        streams = new StreamsFixture(kafka.bootstrapServers(), state.resolve("streams"));
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        await().atMost(SOON).until(() -> table().containsKey("demo/alice"));
    }

    @AfterEach
    void stop() {
        streams.close();
        voice.close();
        admin.close();
        kafka.close();
    }

    @Test
    void a_tick_stamped_a_day_ahead_stops_nobody_and_ghosts_still_go() throws Exception {
        tickFromTomorrow();
        voice.signal(GUILD, speaking(ALICE, LAPTOP, true));
        voice.event(GUILD, muted(ALICE, LAPTOP, true));
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(SOON).until(() -> table().containsKey("demo/bob"));
        // Thirty seconds of the lease clock, two a tick, without waiting for them.
        for (int i = 0; i < 17; i++) {
            double folded = streams.count("earshot.projector.ticks");
            streams.jumpedNanos.addAndGet(Duration.ofSeconds(2).toNanos());
            voice.tick(tick(GATEWAY));
            await().atMost(SOON).until(() -> streams.count("earshot.projector.ticks") > folded);
        }
        await().atMost(SOON).until(() -> table().isEmpty());
        assertThat(streams.crashes).hasValue(0);
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        assertThat(records(VoiceTopic.PRESENCE.deadTopic())).isEmpty();
    }

    @Test
    void a_row_whose_stamp_the_broker_refuses_is_a_dead_letter_and_is_repaired_while_the_partition_goes_on()
            throws Exception {
        set(PRESENCE, STAMPS, "CreateTime");
        fromTomorrow(GUILD.value(), speaking(ALICE, LAPTOP, true));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(records(VoiceTopic.PRESENCE.deadTopic()))
                        .isNotEmpty()
                        .allSatisfy(dead ->
                                assertThat(header(dead, VoiceRecords.REASON)).contains("Timestamp")));
        voice.event(GUILD, joined(BOB, PHONE, MUSIC));
        await().atMost(SOON).until(() -> table().containsKey("demo/bob"));
        await().atMost(SOON)
                .until(() -> requireNonNull(table().get("demo/alice")).speaking());
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        assertThat(streams.crashes).hasValue(0);
    }

    @Test
    void a_row_that_is_too_large_is_a_dead_letter_and_red_for_its_guild_until_the_limit_is_lifted() throws Exception {
        GuildId neighbour = neighbour();
        set(PRESENCE, LARGEST, "3000");
        set(VoiceTopic.CHANGES.topic(), LARGEST, "3000");
        voice.event(GUILD, named("x".repeat(20_000)));
        voice.event(neighbour, joined(BOB, PHONE, LOUNGE));
        await().atMost(SOON).until(() -> table().containsKey(neighbour + "/bob"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(streams.stuck()).extracting(Stuck::guild).contains("demo"));
        assertThat(streams.stuck()).extracting(Stuck::guild).doesNotContain(neighbour.value());
        assertThat(table()).doesNotContainKey("demo/bob");
        ConsumerRecord<byte[], byte[]> row =
                records(VoiceTopic.PRESENCE.deadTopic()).getFirst();
        assertThat(header(row, VoiceRecords.REASON)).contains("RecordTooLargeException");
        assertThat(header(row, VoiceRecords.ORIGIN)).isEqualTo("voice.events/" + voice.partitionOf(GUILD) + "/1");
        ConsumerRecord<byte[], byte[]> fact =
                records(VoiceTopic.CHANGES.deadTopic()).getFirst();
        assertThat(header(fact, VoiceRecords.DESTINATION)).isEqualTo("voice.changes/" + voice.partitionOf(GUILD));
        assertThat(RecordCodec.CHANGES.decode(fact.value()).known()).isPresent();

        set(PRESENCE, LARGEST, Integer.toString(2 << 20));
        await().atMost(SOON).until(() -> table().containsKey("demo/bob"));
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        assertThat(records(VoiceTopic.PRESENCE.deadTopic())).hasSize(1);
        assertThat(streams.crashes).hasValue(0);
        assertThat(generations()).isEmpty();
    }

    @Test
    void a_table_that_is_deleted_is_created_again_and_has_every_row_by_itself() throws Exception {
        looks(2);
        admin.deleteTopics(List.of(PRESENCE)).all().get();
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        // Bob's row is written when the topic is there again; Alice's only by the repair.
        awaitWhatTheLogMeans();
        await().atMost(SOON).untilAsserted(() -> assertThat(generations()).containsEntry(voice.partitionOf(GUILD), 1L));
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        voice.event(GUILD, left(ALICE, LAPTOP));
        awaitWhatTheLogMeans();
        // A fact may come a moment after its row.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(voice.facts().stream()
                                .map(fact -> fact.cause().toString())
                                .distinct())
                        .hasSize(3));
    }

    @Test
    void a_table_that_is_cut_has_every_row_again_under_a_higher_generation() throws Exception {
        looks(2);
        int partition = voice.partitionOf(GUILD);
        // Kafka cuts no topic that is only compacted.
        set(PRESENCE, "cleanup.policy", "compact,delete");
        admin.deleteRecords(Map.of(new TopicPartition(PRESENCE, partition), RecordsToDelete.beforeOffset(-1)))
                .all()
                .get();
        set(PRESENCE, "cleanup.policy", "compact");
        awaitWhatTheLogMeans();
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        assertThat(generations()).containsOnly(Map.entry(partition, 1L));
    }

    @Test
    void a_person_whom_another_producer_wrote_into_the_table_is_removed_again() throws Exception {
        looks(2);
        plantGhost();
        awaitWhatTheLogMeans();
        plantGhost();
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(SOON).until(() -> table().containsKey("demo/bob"));
        awaitWhatTheLogMeans();
        assertThat(generations()).isEmpty();
    }

    private void plantGhost() throws Exception {
        byte[] row = records(PRESENCE).stream()
                .filter(record -> new String(record.key(), UTF_8).equals("demo/alice"))
                .toList()
                .getLast()
                .value();
        write(new ProducerRecord<>(PRESENCE, voice.partitionOf(GUILD), "demo/ghost".getBytes(UTF_8), row));
    }

    private RecordMetadata write(ProducerRecord<byte[], byte[]> record) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        }
    }

    @Test
    void a_table_that_lost_its_tail_while_nobody_folded_is_whole_after_the_next_start() throws Exception {
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(SOON).until(() -> table().containsKey("demo/bob"));
        looks(2);
        streams.stop();
        kafka.stop();
        int partition = voice.partitionOf(GUILD);
        delete(state.resolve("kafka").resolve(PRESENCE + "-" + partition));
        kafka.restart();
        assertThat(table()).isEmpty();
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        awaitWhatTheLogMeans();
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
        assertThat(generations()).containsOnly(Map.entry(partition, 1L));
    }

    @Test
    void an_input_that_ends_its_thread_each_time_is_a_dead_letter_and_the_partition_goes_on() {
        streams.clients.dieAt(record -> record.topic().equals(PRESENCE)
                && record.value() != null
                && new String(record.value(), UTF_8).contains("poison"));
        voice.event(GUILD, named("poison"));
        voice.event(GUILD, muted(ALICE, LAPTOP, true));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> requireNonNull(table().get("demo/alice")).own().muted());
        assertThat(streams.crashes).hasValue(3);
        assertThat(records(VoiceTopic.EVENTS.deadTopic()))
                .singleElement()
                .satisfies(dead -> assertThat(header(dead, VoiceRecords.REASON)).contains("IllegalStateException"));
    }

    @Test
    void a_partition_that_does_not_progress_is_named_with_offset_and_reason_until_it_does() {
        TopicPartition log = new TopicPartition(VoiceTopic.EVENTS.topic(), voice.partitionOf(GUILD));
        try (KafkaLooks looks = new KafkaLooks(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            await("alice's join is committed")
                    .atMost(SOON)
                    .until(() -> looks.committed(GROUP).getOrDefault(log, 0L) == 1);
        }
        streams.clients.dieAt(_ -> true);
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(streams.stuck()).anySatisfy(stuck -> {
                    assertThat(stuck.topic()).isEqualTo("voice.events");
                    assertThat(stuck.partition()).isEqualTo(voice.partitionOf(GUILD));
                    assertThat(stuck.offset()).isEqualTo(1);
                    assertThat(stuck.reason()).contains("Killed by the test");
                }));
        streams.clients.dieAt(_ -> false);
        await().atMost(SOON).untilAsserted(() -> assertThat(streams.stuck()).isEmpty());
    }

    private void tickFromTomorrow() throws Exception {
        fromTomorrow("tick", tick(GATEWAY));
    }

    private void fromTomorrow(String key, VoiceSignal signal) throws Exception {
        String signals = VoiceTopic.SIGNALS.topic();
        set(signals, STAMPS, "CreateTime");
        set(signals, "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
        RecordMetadata sent = write(new ProducerRecord<>(
                signals, voice.partitionOf(GUILD), tomorrow, key.getBytes(UTF_8), RecordCodec.SIGNALS.encode(signal)));
        assertThat(sent.timestamp()).isEqualTo(tomorrow);
        set(signals, STAMPS, "LogAppendTime");
    }

    /** Another guild of the same partition. */
    private GuildId neighbour() {
        return IntStream.range(0, 100)
                .mapToObj(i -> new GuildId("g" + i))
                .filter(guild -> voice.partitionOf(guild) == voice.partitionOf(GUILD))
                .findFirst()
                .orElseThrow();
    }

    private static VoiceEvent named(String name) {
        VoiceEvent.Joined usual = joined(BOB, PHONE, LOUNGE);
        return new VoiceEvent.Joined(
                usual.user(),
                usual.session(),
                usual.connection(),
                usual.gateway(),
                usual.channel(),
                usual.seats(),
                new Profile(name, null),
                usual.muted(),
                usual.deafened(),
                usual.resumeHash(),
                usual.directoryOffset(),
                usual.continues(),
                usual.client());
    }

    private void awaitWhatTheLogMeans() {
        Map<String, PresenceRow> expected = new StraightFold(voice.log()).presence;
        await().atMost(SOON).untilAsserted(() -> assertThat(table()).isEqualTo(expected));
    }

    private void looks(int more) {
        long before = streams.looks();
        await().atMost(SOON).until(() -> streams.looks() > before + more);
    }

    /** The live table as somebody sees it who reads it from its beginning. */
    private Map<String, PresenceRow> table() {
        Map<String, PresenceRow> table = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records(PRESENCE)) {
            if (PartitionGeneration.isKey(record.key())) continue;
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) table.remove(key);
            else
                table.put(
                        key, RecordCodec.PRESENCE.decode(record.value()).known().orElseThrow());
        }
        return table;
    }

    /** The highest generation of each partition that has one. */
    private Map<Integer, Long> generations() {
        Map<Integer, Long> generations = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records(PRESENCE)) {
            if (PartitionGeneration.isKey(record.key()))
                generations.merge(
                        record.partition(),
                        RecordCodec.GENERATIONS
                                .decode(record.value())
                                .known()
                                .orElseThrow()
                                .generation(),
                        Math::max);
        }
        return generations;
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> client =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "allow.auto.create.topics", false);
        List<TopicPartition> all = IntStream.range(0, StreamsFixture.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            // A topic that is away for a moment has no records.
            if (!reader.listTopics().containsKey(topic)) return records;
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            while (all.stream().anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private void set(String topic, String setting, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
        await().until(() -> {
            Config now = requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return value.equals(now.get(setting).value());
        });
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
