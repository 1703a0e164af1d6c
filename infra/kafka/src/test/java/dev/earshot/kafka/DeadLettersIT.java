package dev.earshot.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.servers.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A record is set aside whatever its size. */
class DeadLettersIT {
    private static KafkaServer kafka;
    private static Map<String, Object> client;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void begin() throws Exception {
        kafka = KafkaServer.start();
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            NewTopic usual = new NewTopic(VoiceTopic.CHANGES.deadTopic(), 1, (short) 1);
            NewTopic small = new NewTopic(VoiceTopic.AUDIT.deadTopic(), 1, (short) 1)
                    .configs(Map.of("max.message.bytes", "1000"));
            admin.createTopics(List.of(usual, small)).all().get();
        }
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void end() {
        producer.close();
        kafka.close();
    }

    @Test
    void a_record_as_large_as_kafka_takes_is_set_aside_though_its_letter_is_larger() throws Exception {
        byte[] value = new byte[(1 << 20) - 100];
        send(VoiceTopic.CHANGES, new byte[0], value, "It is no JSON");
        ConsumerRecord<byte[], byte[]> letter = last(VoiceTopic.CHANGES);
        assertThat(letter.value()).hasSize(64 << 10);
        assertThat(header(letter, VoiceRecords.REASON)).isEqualTo("It is no JSON");
        assertThat(header(letter, VoiceRecords.ORIGIN)).isEqualTo("voice.changes/0/7");
        assertThat(header(letter, DeadLetters.CUT)).contains(value.length + " of value", "voice.changes/0/7");
    }

    @Test
    void a_letter_without_any_content_is_better_than_a_partition_that_stands_still() throws Exception {
        send(VoiceTopic.AUDIT, new byte[5000], new byte[5000], "x".repeat(5000));
        ConsumerRecord<byte[], byte[]> letter = last(VoiceTopic.AUDIT);
        assertThat(letter.value()).isEmpty();
        assertThat(header(letter, VoiceRecords.ORIGIN)).isEqualTo("voice.audit/0/7");
    }

    @Test
    void a_letter_that_kafka_takes_is_whole() throws Exception {
        send(VoiceTopic.CHANGES, "demo".getBytes(UTF_8), "{oops".getBytes(UTF_8), "It is no JSON");
        ConsumerRecord<byte[], byte[]> letter = last(VoiceTopic.CHANGES);
        assertThat(letter.key()).isEqualTo("demo".getBytes(UTF_8));
        assertThat(letter.value()).isEqualTo("{oops".getBytes(UTF_8));
        assertThat(letter.headers().lastHeader(DeadLetters.CUT)).isNull();
    }

    private static void send(VoiceTopic topic, byte[] key, byte[] value, String reason) throws Exception {
        DeadLetters.send(producer, topic, new ConsumerRecord<>(topic.topic(), 0, 7, key, value), reason)
                .get(30, TimeUnit.SECONDS);
    }

    private static ConsumerRecord<byte[], byte[]> last(VoiceTopic topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.deadTopic(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end)
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        }
        return all.getLast();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
