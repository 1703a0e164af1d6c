package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A round of sums that PostgreSQL never answers. */
class RollUpTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Silent silent = new Silent();
    private VirtualTimeScheduler time;
    private RollUp rollUp;

    @BeforeEach
    void begin() {
        time = VirtualTimeScheduler.getOrSet();
        rollUp = new RollUp(
                DatabaseClient.create(silent),
                new R2dbcTransactionManager(silent),
                new RollUpSettings(Duration.ofSeconds(2)),
                meters);
        rollUp.start();
    }

    @AfterEach
    void end() {
        rollUp.stop();
        VirtualTimeScheduler.reset();
    }

    @Test
    void is_given_up_after_ten_minutes_said_and_tried_again() {
        time.advanceTimeBy(Duration.ofSeconds(2).plus(Duration.ofMinutes(10)).minusMillis(1));
        assertThat(silent.asked).hasValue(1);
        assertThat(rollUp.failing()).isNull();

        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(rollUp.failing()).isEqualTo("The sums do not follow the facts: see the log");
        assertThat(meters.counter("earshot.rollup.failures").count()).isEqualTo(1);

        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(silent.asked).hasValue(2);
    }

    /** Gives no connection and no error, as a network that swallows everything. */
    private static final class Silent implements ConnectionFactory {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.<Connection>never().doOnSubscribe(_ -> asked.incrementAndGet());
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "PostgreSQL";
        }
    }
}
