package dev.earshot.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.kafka.Stuck;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AppendFailuresTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long now;
    private final AppendFailures failures = new AppendFailures(meters, () -> now);

    @Test
    void a_partition_stands_still_once_its_appends_have_failed_for_ten_seconds() {
        acknowledged(3, 41);
        failsAt(0, 3);
        failsAt(9, 3);
        assertThat(failures.stuck()).isEmpty();
        failsAt(10, 3);
        assertThat(failures.stuck())
                .containsExactly(new Stuck("voice.events", 3, 42, "Kafka does not take records: late"));
    }

    @Test
    void one_failed_append_says_nothing_of_the_next() {
        failsAt(0, 3);
        now = Duration.ofSeconds(20).toNanos();
        assertThat(failures.stuck()).isEmpty();
        failsAt(300, 3);
        assertThat(failures.stuck()).isEmpty();
    }

    @Test
    void an_acknowledged_append_ends_the_standstill_of_its_partition_alone() {
        for (int second = 0; second <= 12; second++) {
            failsAt(second, 3);
            failsAt(second, 4);
        }
        acknowledged(3, 7);
        assertThat(failures.stuck()).extracting(Stuck::partition).containsExactly(4);
    }

    @Test
    void where_nobody_appends_any_more_nothing_stands_still() {
        for (int second = 0; second <= 12; second++) failsAt(second, 3);
        now = Duration.ofSeconds(60).toNanos();
        assertThat(failures.stuck()).isEmpty();
    }

    @Test
    void a_record_that_is_too_large_is_its_own_fault_and_counted() {
        for (int second = 0; second <= 60; second++) {
            now = Duration.ofSeconds(second).toNanos();
            failures.settle(record(3), null, new RecordTooLargeException("too large"), "joined");
        }
        assertThat(failures.stuck()).isEmpty();
        assertThat(meters.counter(
                                "earshot.append.failures", "topic", "voice.events", "reason", "RecordTooLargeException")
                        .count())
                .isEqualTo(61);
    }

    private void failsAt(long second, int partition) {
        now = Duration.ofSeconds(second).toNanos();
        failures.settle(record(partition), null, new TimeoutException("late"), "joined");
    }

    private void acknowledged(int partition, long offset) {
        TopicPartition where = new TopicPartition("voice.events", partition);
        failures.settle(record(partition), new RecordMetadata(where, offset, 0, 0, 0, 0), null, "joined");
    }

    private static ProducerRecord<byte[], byte[]> record(int partition) {
        return new ProducerRecord<>("voice.events", partition, new byte[0], new byte[0]);
    }
}
