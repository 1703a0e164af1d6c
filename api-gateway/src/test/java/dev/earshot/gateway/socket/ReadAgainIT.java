package dev.earshot.gateway.socket;

import static dev.earshot.gateway.PresenceRows.DEMO;
import static dev.earshot.gateway.PresenceRows.LOUNGE;
import static dev.earshot.gateway.PresenceRows.MUSIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.PresenceRows;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.feed.GuildFeeds;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.servers.KafkaServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A gateway whose tables were cut, created again or compacted away below it mends itself, and nobody sees a person who has left. */
class ReadAgainIT {
    private static final UserId GHOST = new UserId("ghost");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");
    private static final UserId BLOCKER = new UserId("blocker");
    private static final int PARTITION = GuildPartition.of(DEMO, 12);
    private static final TopicPartition TABLE = new TopicPartition(VoiceTopic.PRESENCE.topic(), PARTITION);
    private static final ConfigResource TABLE_SETTINGS =
            new ConfigResource(ConfigResource.Type.TOPIC, VoiceTopic.PRESENCE.topic());

    private final ReentrantLock gate = new ReentrantLock();
    private KafkaServer kafka;
    private Admin admin;
    private RunningGateway gateway;
    private PresenceRows rows;
    private Login alice;
    private VoiceClient client;

    @BeforeEach
    void start() throws Exception {
        kafka = KafkaServer.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        Map<String, String> settings = new HashMap<>(VoiceTopic.PRESENCE.settings());
        settings.put("delete.retention.ms", "3000");
        admin.createTopics(List.of(new NewTopic(VoiceTopic.PRESENCE.topic(), 12, (short) 1).configs(settings)))
                .all()
                .get();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
        rows = new PresenceRows(kafka.bootstrapServers());
        alice = gateway.login("Alice");
        client = VoiceClient.connect(gateway, alice.token()).subscribe();
        gateway.bean(GuildFeeds.class).listen((key, _, _) -> {
            if (!key.user().equals(BLOCKER)) return;
            gate.lock();
            gate.unlock();
        });
    }

    @AfterEach
    void stop() {
        if (gate.isHeldByCurrentThread()) gate.unlock();
        client.close();
        rows.close();
        gateway.close();
        admin.close();
        kafka.close();
    }

    @Test
    void after_a_stop_that_outlasts_tombstones_nobody_who_left_is_shown() throws Exception {
        present(GHOST);
        await(() -> shows(GHOST));
        standStill();
        compactQuickly();
        rows.absent(GHOST);
        await(() -> {
            // A segment is compacted only when a newer one is written to.
            rows.present(CAROL, MUSIC, new SessionId("s-carol"));
            return keysInLog().stream().noneMatch(new PresenceKey(DEMO, GHOST).toString()::equals);
        });
        gate.unlock();
        await(() -> shows(CAROL) && gateway.bean(PresenceTable.class).ready());
        assertThat(shows(GHOST)).isFalse();
        assertThat(gateway.bean(PresenceTable.class).complete()).isTrue();
        JsonNode list = awaitSnapshotWith(CAROL);
        assertThat(people(list)).doesNotContain("ghost");
        assertThat(people(newSnapshot())).contains("carol").doesNotContain("ghost");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void a_table_that_is_deleted_and_created_again_below_it_is_followed_under_another_epoch() throws Exception {
        present(GHOST);
        await(() -> shows(GHOST));
        String epoch = client.last("voice:userlist").path("epoch").asString();
        admin.deleteTopics(List.of(VoiceTopic.PRESENCE.topic())).all().get();
        await(() -> !gateway.bean(PresenceTable.class).ready());
        assertThat(shows(GHOST)).isTrue();
        await(() -> gateway.bean(PresenceTable.class).ready() && !shows(GHOST));
        assertThat(gateway.bean(PresenceTable.class).complete())
                .as("the projector has not written its rows again")
                .isFalse();
        present(BOB);
        await(() -> shows(BOB));
        JsonNode list = client.await(
                "a snapshot of the new table",
                frame -> frame.path("type").asString("").equals("voice:userlist")
                        && !frame.path("epoch").asString().equals(epoch));
        assertThat(people(list)).doesNotContain("ghost");
        client.awaitChange("voice:join", "bob", _ -> true);
        assertThat(people(newSnapshot())).containsExactly("bob");
        await(() -> gateway.get("/actuator/health/readiness", null).status() == 200);
    }

    @Test
    void a_row_in_the_partition_of_another_guild_shows_nobody_and_goes_to_the_dead_topic() throws Exception {
        present(BOB);
        await(() -> shows(BOB));
        ConsumerRecord<byte[], byte[]> row =
                LogEnd.read(kafka.bootstrapServers(), TABLE.topic()).getLast();
        rows.raw((PARTITION + 1) % 12, GHOST, row.value());
        await(() -> !LogEnd.read(kafka.bootstrapServers(), VoiceTopic.PRESENCE.deadTopic())
                .isEmpty());
        assertThat(shows(GHOST)).isFalse();
        assertThat(people(newSnapshot())).containsExactly("bob");
    }

    @Test
    void a_row_that_cannot_be_read_holds_up_nobody_while_its_dead_topic_is_gone() throws Exception {
        admin.deleteTopics(List.of(VoiceTopic.PRESENCE.deadTopic())).all().get();
        rows.raw(PARTITION, GHOST, "{oops".getBytes(UTF_8));
        present(BOB);
        await(() -> shows(BOB));
        assertThat(shows(GHOST)).isFalse();
    }

    @Test
    void a_leave_while_the_table_is_to_be_repaired_goes_to_the_log() throws Exception {
        try (RunningProjector projector = RunningProjector.start(kafka.bootstrapServers())) {
            client.join("lounge");
            client.awaitChange("voice:join", alice.user().value(), _ -> true);
        }
        admin.deleteTopics(List.of(VoiceTopic.PRESENCE.topic())).all().get();
        await(() -> gateway.bean(PresenceTable.class).ready() && !shows(alice.user()));
        assertThat(client.answer(client.send("voice:leave", Map.of()))
                        .path("type")
                        .asString())
                .isEqualTo("ack");
        assertThat(LogEnd.read(kafka.bootstrapServers(), VoiceTopic.EVENTS.topic()).stream()
                        .flatMap(record -> RecordCodec.EVENTS.decode(record.value()).known().stream())
                        .toList())
                .last()
                .isInstanceOf(VoiceEvent.Left.class);
    }

    @Test
    void a_table_that_is_cut_above_its_place_is_read_from_what_is_left() throws Exception {
        present(GHOST);
        await(() -> shows(GHOST));
        standStill();
        present(BOB);
        for (int i = 0; i < 5; i++) present(GHOST);
        present(CAROL);
        long end = LogEnd.read(kafka.bootstrapServers(), TABLE.topic()).stream()
                .filter(record -> record.partition() == PARTITION)
                .mapToLong(record -> record.offset() + 1)
                .max()
                .orElseThrow();
        // A topic that is only compacted cannot be cut.
        alter(TABLE_SETTINGS, Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"));
        admin.deleteRecords(Map.of(TABLE, RecordsToDelete.beforeOffset(end - 1)))
                .all()
                .get();
        alter(TABLE_SETTINGS, Map.of("cleanup.policy", "compact"));
        gate.unlock();
        await(() -> shows(CAROL) && gateway.bean(PresenceTable.class).ready());
        assertThat(shows(GHOST)).isFalse();
        JsonNode list = awaitSnapshotWith(CAROL);
        assertThat(people(list)).containsExactly("carol");
        assertThat(list.path("epoch").asString()).contains(".b" + (end - 1));
    }

    @Test
    void a_repair_gives_every_watcher_a_snapshot_under_the_partitions_next_generation() throws Exception {
        present(BOB);
        await(() -> shows(BOB));
        try (KafkaProducer<byte[], byte[]> projector = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            projector
                    .send(new ProducerRecord<>(
                            TABLE.topic(),
                            PARTITION,
                            PartitionGeneration.key(),
                            RecordCodec.GENERATIONS.encode(new PartitionGeneration(1))))
                    .get();
        }
        present(CAROL);
        JsonNode list = client.await(
                "a snapshot of the generation",
                frame -> frame.path("epoch").asString("").contains(".g1-"));
        assertThat(people(list)).contains("bob");
        client.awaitChange("voice:join", "carol", _ -> true);
    }

    @Test
    void a_directory_that_is_deleted_below_it_is_created_again_and_read_from_its_beginning() throws Exception {
        Directory directory = gateway.bean(Directory.class);
        assertThat(directory.guild(DEMO)).isPresent();
        admin.deleteTopics(List.of(VoiceTopic.DIRECTORY.topic())).all().get();
        await(() -> directory.guild(DEMO).isEmpty());
        Awaitility.await()
                .atMost(VoiceClient.PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> gateway.login("Bob").user(),
                        bob -> directory
                                .guild(DEMO)
                                .filter(demo -> demo.isMember(bob) && !demo.isMember(alice.user()))
                                .isPresent());
        await(() -> gateway.get("/actuator/health/readiness", null).status() == 200);
    }

    // The tail stands still on its own thread, as a stopped process does, while the rest of the gateway runs.
    private void standStill() {
        gate.lock();
        rows.present(BLOCKER, MUSIC, new SessionId("s-blocker"));
        await(gate::hasQueuedThreads);
    }

    private void compactQuickly() throws Exception {
        alter(new ConfigResource(ConfigResource.Type.BROKER, ""), Map.of("log.cleaner.backoff.ms", "200"));
        alter(
                TABLE_SETTINGS,
                Map.of(
                        "segment.ms", "500",
                        "min.compaction.lag.ms", "0",
                        "max.compaction.lag.ms", "1000",
                        "min.cleanable.dirty.ratio", "0.0"));
    }

    private void alter(ConfigResource where, Map<String, String> settings) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        where,
                        settings.entrySet().stream()
                                .map(each -> new AlterConfigOp(
                                        new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                                .collect(Collectors.toList())))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private Set<String> keysInLog() {
        return LogEnd.read(kafka.bootstrapServers(), TABLE.topic()).stream()
                .map(record -> new String(record.key(), UTF_8))
                .collect(Collectors.toSet());
    }

    private void present(UserId user) {
        rows.present(user, LOUNGE, new SessionId("s-" + user.value()));
    }

    private boolean shows(UserId user) {
        return gateway.bean(PresenceTable.class).rows(DEMO).stream()
                .map(PresenceRow::userId)
                .anyMatch(user::equals);
    }

    private JsonNode awaitSnapshotWith(UserId user) {
        return client.await(
                "a snapshot with " + user,
                frame -> frame.path("type").asString("").equals("voice:userlist")
                        && people(frame).contains(user.value()));
    }

    private JsonNode newSnapshot() {
        try (VoiceClient late = VoiceClient.connect(gateway, alice.token())) {
            return late.subscribe().await("voice:userlist");
        }
    }

    private static List<String> people(JsonNode list) {
        return list.path("channels")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(person -> person.path("userId").asString())
                .toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
