package dev.earshot.projector.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ReplaceThreadTest {
    private final ReplaceThread replace = new ReplaceThread();

    @Test
    void a_thread_that_fails_is_replaced() {
        assertThat(replace.handle(new IllegalStateException("a test's failure")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    }

    @Test
    void while_the_service_closes_nothing_is_replaced() {
        replace.close();
        assertThat(replace.handle(new IllegalStateException("a test's failure")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }

    @Test
    void pauses_double_up_to_half_a_minute() {
        assertThat(Stream.generate(replace::nextPause).limit(8).map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }
}
