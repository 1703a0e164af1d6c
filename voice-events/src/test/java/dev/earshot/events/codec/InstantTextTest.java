package dev.earshot.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_9999 =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @Test
    void every_time_is_read_as_the_general_parser_reads_it() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(YEAR_0, YEAR_9999));
            assertThat(InstantText.parse(time.toString())).isEqualTo(time);
        }
        assertThat(InstantText.parse("2024-02-29T12:00:00Z")).isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-14T12:00:00.123456Z",
                "2026-03-14T12:00:00+01:00",
                "2026-03-14 12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2026-13-14T12:00:00Z",
                "2026-03-14T24:00:00Z",
                "2026-03-14T12:60:00Z",
                "2026-03-14T12:00:60Z",
                "2026-03-14T12:00:00,123Z",
                "2026-03-14T12:00:00.12xZ",
                "2O26-03-14T12:00:00Z"
            })
    void whatever_is_unusual_is_left_to_the_general_parser(String text) {
        assertThat(InstantText.parse(text)).isNull();
    }
}
