package dev.earshot.kafka.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CalmPollsTest {
    private static final TopicPartition PARTITION = new TopicPartition("voice.presence", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CalmPolls polls = new CalmPolls();

    CalmPollsTest() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void a_consumer_that_answers_at_once_with_nothing_is_asked_a_few_times_a_second() {
        long began = System.nanoTime();
        int asked = 0;
        while (System.nanoTime() - began < Duration.ofMillis(500).toNanos()) {
            polls.poll(consumer, Duration.ofSeconds(1));
            asked++;
        }
        // 5, 10, 20, 40, 80, 160 and 250 ms apart.
        assertThat(asked).isLessThanOrEqualTo(7);
    }

    @Test
    void what_there_is_to_read_is_given_and_ends_the_pauses() {
        for (int i = 0; i < 5; i++) polls.poll(consumer, Duration.ofSeconds(1));
        consumer.addRecord(new ConsumerRecord<>("voice.presence", 0, 0, new byte[0], new byte[0]));
        assertThat(polls.poll(consumer, Duration.ofSeconds(1)).count()).isEqualTo(1);
        long began = System.nanoTime();
        polls.poll(consumer, Duration.ofSeconds(1));
        assertThat(System.nanoTime() - began).isLessThan(Duration.ofMillis(80).toNanos());
    }
}
