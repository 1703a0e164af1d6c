package dev.earshot.kafka.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.servers.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tail over a real Kafka, and a table of what it gave. */
class TopicTailIT {
    private static final String TOPIC = "table";

    private KafkaServer kafka;
    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;
    private final Table table = new Table();
    private final AtomicReference<Duration> jumped = new AtomicReference<>(Duration.ZERO);
    private TopicTail tail;

    @BeforeEach
    void start() throws Exception {
        kafka = KafkaServer.start();
        admin = Admin.create(client());
        producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
        create();
        write("alice", "1");
        write("bob", "1");
        tail = new TopicTail(
                TailSettings.of(TOPIC, client(), client()).withClock(() -> {
                    Moment now = Moment.now();
                    return new Moment(
                            now.nanos(), now.wallMillis() + jumped.get().toMillis());
                }),
                table);
        tail.start();
        await(tail::ready);
    }

    @AfterEach
    void stop() {
        tail.stop();
        producer.close(Duration.ZERO);
        admin.close();
        kafka.close();
    }

    @Test
    void it_reads_to_the_end_then_follows_and_a_writer_can_await_its_own_write() throws Exception {
        assertThat(table.shown).containsOnlyKeys("alice", "bob");
        RecordMetadata written = write("carol", "1");
        tail.awaitOffset(0, written.offset()).get(10, TimeUnit.SECONDS);
        assertThat(table.shown).containsKey("carol");
        assertThat(tail.awaitOffset(0, written.offset())).isCompleted();
        assertThat(tail.stuck()).isEmpty();
        assertThat(table.causes).containsExactly(Cause.START);
    }

    @Test
    void after_a_stop_that_outlasts_tombstones_it_reads_again_and_swaps_in_whole() {
        jumped.set(Duration.ofDays(2));
        await(() -> table.causes.size() > 1 && tail.ready());
        assertThat(table.causes).containsExactly(Cause.START, Cause.AWAY);
        assertThat(table.shown).containsOnlyKeys("alice", "bob");
    }

    @Test
    void kafka_being_away_is_a_pause_and_nothing_is_read_twice() throws Exception {
        kafka.stop();
        kafka.restart();
        write("carol", "1");
        await(() -> table.shown.containsKey("carol"));
        assertThat(table.causes).containsExactly(Cause.START);
        assertThat(table.records).hasSize(3);
    }

    @Test
    void a_topic_that_is_deleted_is_waited_for_and_then_read_from_its_beginning() throws Exception {
        CompletableFuture<Void> never = tail.awaitOffset(0, 1_000);
        admin.deleteTopics(List.of(TOPIC)).all().get();
        await(() -> !tail.ready());
        assertThat(tail.stuck().orElseThrow().reason()).isEqualTo("The topic does not exist");
        assertThat(table.shown).containsOnlyKeys("alice", "bob");
        create();
        await(tail::ready);
        assertThat(table.causes).endsWith(Cause.RECREATED);
        assertThat(never).isCompletedExceptionally();
        assertThat(table.shown).isEmpty();
        write("carol", "1");
        await(() -> table.shown.keySet().equals(java.util.Set.of("carol")));
        assertThat(tail.stuck()).isEmpty();
    }

    @Test
    void a_cut_above_its_place_is_read_from_what_is_left() throws Exception {
        table.block();
        write("alice", "2");
        for (int i = 0; i < 10; i++) write("carol", "" + i);
        admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(10)))
                .all()
                .get();
        // What was fetched before the cut may still come; a tail that opens again has nothing fetched.
        table.failOnce();
        await(() -> table.causes.contains(Cause.CUT) && tail.ready());
        assertThat(table.shown).containsOnlyKeys("carol");
    }

    @Test
    void a_cut_below_its_place_changes_nothing() throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        RecordMetadata written = write("carol", "1");
        tail.awaitOffset(0, written.offset()).get(10, TimeUnit.SECONDS);
        assertThat(table.shown).containsOnlyKeys("alice", "bob", "carol");
        assertThat(table.causes).containsExactly(Cause.START);
    }

    @Test
    void a_record_that_the_reader_cannot_take_is_named_and_tried_again() throws Exception {
        table.block();
        RecordMetadata written = write("carol", "1");
        table.failOnce();
        await(() -> tail.stuck().isPresent());
        assertThat(tail.stuck().orElseThrow().offset()).isEqualTo(written.offset());
        await(() -> table.shown.containsKey("carol"));
        assertThat(tail.stuck()).isEmpty();
        assertThat(table.breaks).hasSize(1);
    }

    @Test
    void a_question_is_answered_by_a_stretch_and_ends() {
        List<String> keys = new ArrayList<>();
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicRead.stretches(
                    consumer, Map.of(partition, 0L), Map.of(partition, 1L), Duration.ofSeconds(10), records -> {
                        for (ConsumerRecord<byte[], byte[]> record : records) keys.add(new String(record.key(), UTF_8));
                        return true;
                    });
        }
        assertThat(keys).containsExactly("alice");
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private void create() {
        // A topic that is only compacted cannot be cut.
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1)
                .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"));
        // A name stays taken for a moment after its topic was deleted.
        Awaitility.await().ignoreExceptions().until(() -> {
            admin.createTopics(List.of(topic)).all().get();
            return true;
        });
    }

    private RecordMetadata write(String key, @Nullable String value) throws Exception {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return producer.send(new ProducerRecord<>(TOPIC, 0, key.getBytes(UTF_8), bytes))
                .get(30, TimeUnit.SECONDS);
    }

    /** The last value of every key; can be made to stand still. */
    private static final class Table implements TailReader {
        final List<Cause> causes = new CopyOnWriteArrayList<>();
        final List<Exception> breaks = new CopyOnWriteArrayList<>();
        final List<Long> records = new CopyOnWriteArrayList<>();
        volatile Map<String, String> shown = Map.of();
        private Map<String, String> filled = new TreeMap<>();
        private boolean whole;
        private volatile boolean fails;
        private final java.util.concurrent.locks.ReentrantLock gate = new java.util.concurrent.locks.ReentrantLock();

        /** The next record waits until {@link #failOnce}. */
        void block() {
            gate.lock();
        }

        void failOnce() {
            fails = true;
            gate.unlock();
        }

        @Override
        public void began(Reading reading) {
            causes.add(reading.cause());
            filled = new TreeMap<>();
            whole = false;
        }

        @Override
        public void record(ConsumerRecord<byte[], byte[]> record) {
            gate.lock();
            try {
                if (fails) {
                    fails = false;
                    throw new IllegalStateException("as the test wants it");
                }
            } finally {
                gate.unlock();
            }
            records.add(record.offset());
            filled.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
            if (whole) shown = Map.copyOf(filled);
        }

        @Override
        public void caughtUp() {
            whole = true;
            shown = Map.copyOf(filled);
        }

        @Override
        public void broke(Exception cause) {
            breaks.add(cause);
        }
    }
}
