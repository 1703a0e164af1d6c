package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.AuditFacts;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.servers.KafkaServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Dead records over HTTP, at two gateways of one Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadRecordsIT {
    private static final byte[] KEY = "demo".getBytes(UTF_8);
    private static final int PARTITION = 3;

    private KafkaServer kafka;
    private RunningGateway gateway;
    private RunningGateway other;
    private KafkaProducer<byte[], byte[]> producer;
    private Login olga;
    private long origin;

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(kafka.bootstrapServers());
        other = RunningGateway.startOn(kafka.bootstrapServers());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        olga = gateway.login("Olga", "operator");
    }

    @BeforeEach
    void anotherOrigin() {
        origin++;
    }

    @AfterAll
    void stop() {
        producer.close();
        other.close();
        gateway.close();
        kafka.close();
    }

    @Test
    void a_retry_writes_the_record_as_it_was_and_is_in_the_audit() throws Exception {
        RecordMetadata dead = bury(VoiceTopic.EVENTS, "once more");

        Answer answer = retry(gateway, dead);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.body().path("written").path("partition").asInt()).isEqualTo(PARTITION);
        assertThat(written("once more")).singleElement().satisfies(again -> {
            assertThat(again.key()).isEqualTo(KEY);
            assertThat(again.offset())
                    .isEqualTo(answer.body().path("written").path("offset").asLong());
            assertThat(RetryMark.text(again.headers(), "ce_type")).isEqualTo("joined");
            assertThat(RetryMark.text(again.headers(), "reason")).isNull();
            assertThat(RetryMark.text(again.headers(), "origin")).isNull();
            assertThat(RetryMark.text(again.headers(), Retry.RETRIED))
                    .isEqualTo("voice.events.dead/" + PARTITION + "/" + dead.offset());
        });
        try (AuditFacts facts = new AuditFacts(kafka.bootstrapServers())) {
            assertThat(facts.await(AuditFact.DeadRetried.class, olga.user()).dead())
                    .startsWith("voice.events.dead/" + PARTITION + "/");
        }
    }

    @Test
    void ten_clicks_at_two_gateways_write_one_record_and_get_one_answer() throws Exception {
        RecordMetadata dead = bury(VoiceTopic.EVENTS, "clicked");
        List<Answer> answers = new ArrayList<>();
        // A thread each: the common pool has one on two cores, and would click ten times one after the other.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> clicks = IntStream.range(0, 10)
                    .mapToObj(i -> threads.submit(() -> retry(i % 2 == 0 ? gateway : other, dead)))
                    .toList();
            for (Future<Answer> click : clicks) answers.add(click.get());
        }

        assertThat(answers).extracting(Answer::status).isSubsetOf(202, 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 202).isNotEmpty();
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allSatisfy(busy -> assertThat(busy.code()).isEqualTo("being-retried"));
        assertThat(written("clicked")).hasSize(1);
        assertThat(retry(other, dead).body().path("written").path("offset").asLong())
                .isEqualTo(written("clicked").getFirst().offset());
        assertThat(written("clicked")).hasSize(1);
    }

    @Test
    void a_try_whose_gateway_died_after_it_wrote_is_found_and_not_written_again() throws Exception {
        RecordMetadata dead = bury(VoiceTopic.EVENTS, "half done");
        claimedLongAgo(dead, "dead-gateway");
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("voice.events", PARTITION, KEY, "half done".getBytes(UTF_8));
        record.headers().add(RetryMark.ID, "dead-gateway".getBytes(UTF_8));
        long where = producer.send(record).get().offset();

        Answer answer = retry(gateway, dead);

        assertThat(answer.body().path("written").path("offset").asLong()).isEqualTo(where);
        assertThat(written("half done")).hasSize(1);
    }

    @Test
    void a_try_whose_gateway_died_before_it_wrote_keeps_nobody_out() throws Exception {
        RecordMetadata dead = bury(VoiceTopic.EVENTS, "not begun");
        claimedLongAgo(dead, "another-dead-gateway");
        assertThat(retry(gateway, dead).status()).isEqualTo(202);
        assertThat(written("not begun")).hasSize(1);
    }

    @Test
    void a_record_that_kafka_never_takes_again_is_said_so_and_others_are_retried() throws Exception {
        RecordMetadata large = bury(VoiceTopic.EVENTS, "x".repeat(2_000));
        RecordMetadata small = bury(VoiceTopic.EVENTS, "small");
        alter("voice.events", "max.message.bytes", "1000");
        try {
            Answer refused = retry(gateway, large);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("not-recorded");
            assertThat(retry(gateway, small).status()).isEqualTo(202);
        } finally {
            alter("voice.events", "max.message.bytes", "1048588");
        }
    }

    @Test
    void pages_go_back_in_time_and_hold_each_record_once() throws Exception {
        Set<String> buried = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            String content = "telemetry " + i;
            bury(VoiceTopic.TELEMETRY, content);
            buried.add(content);
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/operations/dead?topic=voice.telemetry.dead&limit=10" + cursor);
            page.path("items").forEach(item -> read.add(item.path("content").asString()));
            JsonNode next = page.path("next");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(read).hasSize(25).containsExactlyInAnyOrderElementsOf(buried);
        assertThat(read.getFirst()).isEqualTo("telemetry 24");
    }

    @Test
    void a_retried_record_is_shown_as_such_and_waits_no_more() throws Exception {
        RecordMetadata dead = bury(VoiceTopic.CHANGES, "a fact");
        long waiting = health().path("waiting").asLong();
        long total = health().path("total").asLong();
        retry(gateway, dead);
        JsonNode shown = get("/api/operations/dead?topic=voice.changes.dead")
                .path("items")
                .path(0);
        assertThat(shown.path("retried").asBoolean()).isTrue();
        assertThat(shown.path("reason").asString()).isEqualTo("No JSON");
        assertThat(health().path("waiting").asLong()).isEqualTo(waiting - 1);
        assertThat(health().path("total").asLong()).isEqualTo(total);
    }

    @Test
    void what_was_of_its_moment_is_not_said_again() throws Exception {
        Answer row = retry(gateway, bury(VoiceTopic.PRESENCE, "a row"));
        Answer tick = retry(gateway, bury(VoiceTopic.SIGNALS, "a tick"));
        assertThat(List.of(row.status(), tick.status())).containsOnly(409);
        assertThat(List.of(row.code(), tick.code())).containsOnly("not-to-be-retried");
    }

    @Test
    void a_fact_that_the_broker_refused_is_written_to_where_it_was_to_go() throws Exception {
        ProducerRecord<byte[], byte[]> refused =
                new ProducerRecord<>(VoiceTopic.CHANGES.deadTopic(), 0, KEY, "a refused fact".getBytes(UTF_8));
        refused.headers()
                .add(VoiceRecords.REASON, "RecordTooLargeException".getBytes(UTF_8))
                .add(VoiceRecords.ORIGIN, "voice.events/2/41".getBytes(UTF_8))
                .add(VoiceRecords.DESTINATION, ("voice.changes/" + PARTITION).getBytes(UTF_8));
        Answer answer = retry(gateway, producer.send(refused).get());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("written").path("topic").asString()).isEqualTo("voice.changes");
        assertThat(answer.body().path("written").path("partition").asInt()).isEqualTo(PARTITION);
    }

    @Test
    void a_dead_letter_whose_value_was_left_out_is_not_retried() throws Exception {
        ProducerRecord<byte[], byte[]> bare =
                new ProducerRecord<>(VoiceTopic.EVENTS.deadTopic(), PARTITION, KEY, new byte[0]);
        bare.headers()
                .add(VoiceRecords.ORIGIN, ("voice.events/" + PARTITION + "/1").getBytes(UTF_8))
                .add(DeadLetters.CUT, "9000000 bytes".getBytes(UTF_8));
        assertThat(retry(gateway, producer.send(bare).get()).code()).isEqualTo("not-to-be-retried");
    }

    @Test
    void what_is_not_there_is_said_so_and_only_operators_may_ask() {
        assertThat(retry("voice.events.dead", PARTITION, 4711).code()).isEqualTo("unknown-record");
        assertThat(retry("voice.events.dead", 99, 0).code()).isEqualTo("unknown-record");
        assertThat(retry("voice.events", PARTITION, 0).code()).isEqualTo("bad-topic");
        String analyst = gateway.login("Anna", "analyst").token();
        assertThat(gateway.get("/api/operations/dead", analyst).status()).isEqualTo(403);
        assertThat(gateway.post("/api/operations/dead/retry", analyst, Map.of()).status())
                .isEqualTo(403);
    }

    private RecordMetadata bury(VoiceTopic topic, String content) throws Exception {
        var read = new ConsumerRecord<>(topic.topic(), PARTITION, origin, KEY, content.getBytes(UTF_8));
        read.headers().add("ce_type", "joined".getBytes(UTF_8));
        return producer.send(VoiceRecords.dead(topic, read, "No JSON")).get();
    }

    private void claimedLongAgo(RecordMetadata dead, String by) throws Exception {
        TopicPartition partition = new TopicPartition(dead.topic(), dead.partition());
        ProducerRecord<byte[], byte[]> claim = RetryMark.claim(partition, dead.offset(), by, 0);
        ProducerRecord<byte[], byte[]> old = new ProducerRecord<>(
                claim.topic(),
                claim.partition(),
                System.currentTimeMillis() - 60_000,
                claim.key(),
                claim.value(),
                claim.headers());
        // The broker stamps dead letters: this one's writer does, for once.
        alter("voice.events.dead", "message.timestamp.type", "CreateTime");
        assertThat(producer.send(old).get().timestamp()).isEqualTo(old.timestamp());
        alter("voice.events.dead", "message.timestamp.type", "LogAppendTime");
    }

    private void alter(String topic, String setting, String value) throws Exception {
        ConfigResource altered = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(altered, List.of(change)))
                    .all()
                    .get();
            await().until(() -> Objects.requireNonNull(
                            admin.describeConfigs(List.of(altered)).all().get().get(altered))
                    .get(setting)
                    .value()
                    .equals(value));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> written(String content) {
        return LogEnd.read(kafka.bootstrapServers(), "voice.events").stream()
                .filter(record -> new String(record.value(), UTF_8).equals(content))
                .toList();
    }

    private Answer retry(RunningGateway at, RecordMetadata dead) {
        return at.post(
                "/api/operations/dead/retry",
                olga.token(),
                Map.of("topic", dead.topic(), "partition", dead.partition(), "offset", dead.offset()));
    }

    private Answer retry(String topic, int partition, long offset) {
        return gateway.post(
                "/api/operations/dead/retry",
                olga.token(),
                Map.of("topic", topic, "partition", partition, "offset", offset));
    }

    private JsonNode health() {
        return get("/api/operations/health").path("dead");
    }

    private JsonNode get(String path) {
        Answer answer = gateway.get(path, olga.token());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }
}
