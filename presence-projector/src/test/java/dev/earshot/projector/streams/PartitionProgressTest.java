package dev.earshot.projector.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.streams.PartitionProgress.Position;
import dev.earshot.projector.streams.PartitionProgress.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static final TopicPartition SEVEN = new TopicPartition("voice.signals", 7);
    private static final TopicPartition EIGHT = new TopicPartition("voice.signals", 8);
    private final PartitionProgress progress = new PartitionProgress(Duration.ofSeconds(30));

    @Test
    void a_partition_with_something_to_read_that_stands_still_for_longer_than_the_patience_is_named_with_its_offset() {
        assertThat(at(0, 10, 20)).isEmpty();
        assertThat(at(30, 10, 400)).isEmpty();
        assertThat(at(31, 10, 500)).containsExactly(new Standing(SEVEN, 10, Duration.ofSeconds(31)));
    }

    @Test
    void a_partition_that_is_read_to_its_end_may_be_quiet_for_ever() {
        assertThat(at(0, 20, 20)).isEmpty();
        assertThat(at(3_600, 20, 20)).isEmpty();
        // What comes then has the whole patience.
        assertThat(at(3_605, 20, 21)).isEmpty();
        assertThat(at(3_636, 20, 21)).hasSize(1);
    }

    @Test
    void slow_progress_is_progress() {
        for (int look = 0; look < 20; look++)
            assertThat(at(look * 29, look, 1_000)).isEmpty();
    }

    @Test
    void a_partition_that_goes_on_is_not_named_any_more() {
        at(0, 10, 20);
        assertThat(at(40, 10, 20)).hasSize(1);
        assertThat(at(45, 11, 20)).isEmpty();
        assertThat(at(70, 11, 20)).isEmpty();
    }

    @Test
    void one_partition_stands_while_another_goes_on() {
        progress.look(Map.of(SEVEN, new Position(1, 5), EIGHT, new Position(1, 5)), Duration.ZERO);
        List<Standing> standing =
                progress.look(Map.of(SEVEN, new Position(1, 5), EIGHT, new Position(4, 5)), Duration.ofSeconds(60));
        assertThat(standing).extracting(Standing::partition).containsExactly(SEVEN);
    }

    private List<Standing> at(long seconds, long next, long end) {
        return progress.look(Map.of(SEVEN, new Position(next, end)), Duration.ofSeconds(seconds));
    }
}
