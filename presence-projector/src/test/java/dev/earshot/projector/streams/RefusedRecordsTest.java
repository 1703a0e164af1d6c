package dev.earshot.projector.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.projector.repair.RefusedOutput;
import dev.earshot.projector.repair.RefusedOutputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class RefusedRecordsTest {
    private final RefusedOutputs outputs = new RefusedOutputs();
    private final RefusedRecords handler = new RefusedRecords();
    private final Headers headers = new RecordHeaders();

    RefusedRecordsTest() {
        handler.configure(Map.of(RefusedRecords.OUTPUTS, outputs));
    }

    @Test
    void what_only_the_record_can_be_blamed_for_lets_the_partition_go_on_and_its_task_is_told() {
        assertThat(answer(new RecordTooLargeException("2 MB"))).isEqualTo(Result.RESUME);
        assertThat(answer(new InvalidTimestampException("a day ahead"))).isEqualTo(Result.RESUME);
        assertThat(told())
                .extracting(RefusedOutput::sentence)
                .containsExactly("RecordTooLargeException: 2 MB", "InvalidTimestampException: a day ahead");
    }

    @Test
    void the_task_is_told_the_input_and_where_the_output_was_to_go() {
        headers.add(PresenceHeaders.CAUSE, "voice.events/3/41".getBytes(UTF_8));
        answer(new RecordTooLargeException("2 MB"));
        assertThat(told()).singleElement().satisfies(refused -> {
            assertThat(refused.origin()).isEqualTo("voice.events/3/41");
            assertThat(refused.topic()).isEqualTo("voice.presence");
            assertThat(refused.partition()).isEqualTo(3);
            assertThat(refused.bystander()).isFalse();
        });
    }

    @Test
    void a_facts_input_is_in_its_id() {
        new CloudEvent("voice.events/3/41/0", "joined", "/projector", Instant.EPOCH).writeTo(headers);
        answer(new RecordTooLargeException("2 MB"));
        assertThat(told()).extracting(RefusedOutput::origin).containsExactly("voice.events/3/41");
    }

    @Test
    void a_kafka_that_is_away_is_tried_again() {
        assertThat(answer(new NotEnoughReplicasException("away"))).isEqualTo(Result.RETRY);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_permission_that_is_missing_is_nothing_of_the_records() {
        assertThat(answer(new TopicAuthorizationException("voice.presence"))).isEqualTo(Result.FAIL);
        assertThat(told()).isEmpty();
    }

    @Test
    void records_of_a_refused_request_that_the_broker_did_not_name_are_bystanders() {
        answer(new KafkaException(
                "Failed to append record because it was part of a batch which had one more more invalid records"));
        assertThat(told()).extracting(RefusedOutput::bystander).containsExactly(true);
    }

    @Test
    void an_acknowledged_offset_that_is_not_above_the_one_before_it_is_a_retreat() {
        AcknowledgedOffsets acknowledged = new AcknowledgedOffsets();
        for (long offset : new long[] {7, 8, 3, 4}) acknowledged.acknowledged(written("voice.presence", offset));
        acknowledged.acknowledged(written("voice.changes", 0));
        assertThat(acknowledged.of(3)).isEqualTo(new AcknowledgedOffsets.Known(4, 1, 0));
        assertThat(acknowledged.of(4)).isEqualTo(new AcknowledgedOffsets.Known(-1, 0, 0));
    }

    @Test
    void an_acknowledged_offset_with_offsets_missing_below_it_is_a_gap() {
        AcknowledgedOffsets acknowledged = new AcknowledgedOffsets();
        for (long offset : new long[] {7, 8, 10, 11}) acknowledged.acknowledged(written("voice.presence", offset));
        assertThat(acknowledged.of(3)).isEqualTo(new AcknowledgedOffsets.Known(11, 0, 1));
        acknowledged.forget();
        acknowledged.acknowledged(written("voice.presence", 5));
        assertThat(acknowledged.of(3)).isEqualTo(new AcknowledgedOffsets.Known(5, 0, 1));
    }

    private static RecordMetadata written(String topic, long offset) {
        return new RecordMetadata(new TopicPartition(topic, 3), offset, 0, 0, 0, 0);
    }

    private Result answer(Exception exception) {
        var context = new DefaultErrorHandlerContext(
                null, "voice.events", 3, 99, new RecordHeaders(), "sink", new TaskId(0, 3), 0, null, null);
        // By the time of the answer the task is at a later input than the one that caused the record.
        var record = new ProducerRecord<>("voice.presence", 3, 0L, "demo/alice".getBytes(UTF_8), new byte[0]);
        headers.forEach(record.headers()::add);
        return handler.handleError(context, record, exception).result();
    }

    private List<RefusedOutput> told() {
        List<RefusedOutput> told = new ArrayList<>();
        outputs.settle(3, told::add);
        return told;
    }
}
