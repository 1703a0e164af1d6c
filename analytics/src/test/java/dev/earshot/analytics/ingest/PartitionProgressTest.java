package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.kafka.Stuck;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static final TopicPartition ONE = new TopicPartition("voice.changes", 1);
    private static final TopicPartition TWO = new TopicPartition("voice.changes", 2);

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void a_partition_without_records_that_wait_never_stands_still() {
        progress.opened(ONE, 5, 0);
        progress.end(ONE, 5, seconds(1));
        assertThat(progress.stuck(seconds(1000), "why")).isEmpty();
    }

    @Test
    void a_partition_whose_next_record_waits_ten_seconds_stands_still_there() {
        progress.opened(ONE, 5, 0);
        progress.end(ONE, 7, seconds(100));
        assertThat(progress.stuck(seconds(109), "why")).isEmpty();
        progress.end(ONE, 9, seconds(109));
        assertThat(progress.stuck(seconds(110), "why")).containsExactly(new Stuck("voice.changes", 1, 5, "why"));
    }

    @Test
    void opening_it_again_at_the_same_place_is_no_progress_and_writing_is() {
        progress.opened(ONE, 5, 0);
        progress.end(ONE, 7, 0);
        progress.opened(ONE, 5, seconds(9));
        assertThat(progress.stuck(seconds(10), "why")).hasSize(1);
        progress.written(ONE, 6, seconds(11));
        assertThat(progress.stuck(seconds(12), "why")).isEmpty();
        assertThat(progress.stuck(seconds(21), "why")).containsExactly(new Stuck("voice.changes", 1, 6, "why"));
    }

    @Test
    void while_a_backlog_of_others_is_read_a_partition_may_wait_its_turn_for_a_minute() {
        progress.opened(ONE, 0, 0);
        progress.end(ONE, 9, 0);
        progress.opened(TWO, 0, 0);
        progress.end(TWO, 1000, 0);
        progress.written(TWO, 500, seconds(50));
        assertThat(progress.stuck(seconds(59), "why")).isEmpty();
        assertThat(progress.stuck(seconds(61), "why"))
                .extracting(Stuck::partition)
                .contains(1);
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
