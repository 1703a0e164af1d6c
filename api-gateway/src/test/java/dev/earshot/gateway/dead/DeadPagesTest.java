package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.http.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeadPagesTest {
    private static final TopicPartition EVENTS = new TopicPartition("voice.events.dead", 3);
    private static final TopicPartition AUDIT = new TopicPartition("voice.audit.dead", 0);

    @Test
    void a_page_holds_the_newest_of_all_partitions_and_says_where_each_goes_on() {
        NewestFirst.Page page = NewestFirst.page(
                Map.of(
                        EVENTS, List.of(dead(EVENTS, 9, 30), dead(EVENTS, 8, 10)),
                        AUDIT, List.of(dead(AUDIT, 5, 20), dead(AUDIT, 4, 5))),
                Map.of(EVENTS, 10L, AUDIT, 6L),
                3);
        assertThat(page.items()).extracting(DeadRecord::offset).containsExactly(9L, 5L, 8L);
        assertThat(page.below()).isEqualTo(Map.of(EVENTS, 8L, AUDIT, 5L));
    }

    @Test
    void a_clock_that_went_back_skips_and_repeats_nothing() {
        NewestFirst.Page page = NewestFirst.page(
                Map.of(EVENTS, List.of(dead(EVENTS, 9, 10), dead(EVENTS, 8, 30))), Map.of(EVENTS, 10L), 1);
        assertThat(page.items()).extracting(DeadRecord::offset).containsExactly(9L);
        assertThat(page.below()).isEqualTo(Map.of(EVENTS, 9L));
    }

    @Test
    void a_cursor_comes_back_as_it_went_and_a_made_up_one_is_refused() {
        Map<TopicPartition, Long> below = Map.of(EVENTS, 8L, AUDIT, 5L);
        assertThat(DeadCursor.read(DeadCursor.write(below))).isEqualTo(below);
        assertThatThrownBy(() -> DeadCursor.read("bm9uc2Vuc2U")).isInstanceOf(Refused.class);
    }

    @Test
    void text_is_shown_as_text_without_resume_hashes_and_other_bytes_as_numbers() {
        assertThat(ReadableContent.of("{\"resumeHash\": \"abc\",\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("{\"resumeHash\": \"…\",\"a\":1}");
        assertThat(ReadableContent.of(new byte[] {(byte) 0xff, 0})).isEqualTo("hex:ff00");
        assertThat(ReadableContent.of("x".repeat(1 << 20).getBytes(UTF_8))).hasSizeLessThan(17_000);
    }

    private static DeadRecord dead(TopicPartition partition, long offset, int second) {
        Instant time = Instant.parse("2026-11-22T14:05:00Z").plusSeconds(second);
        return new DeadRecord(partition.topic(), partition.partition(), offset, time, "", "", null, "", false);
    }
}
