package dev.earshot.kafka.tail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Polls a consumer, and pauses after polls that end early with nothing. A consumer whose topic is gone answers at once, thousands
 * of times a second, and logs a line for each partition each time. For one consumer and its thread.
 */
public final class CalmPolls {
    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private Duration pause = Duration.ZERO;

    /** As {@link Consumer#poll}; what there is to read is given at once. */
    public <K, V> ConsumerRecords<K, V> poll(Consumer<K, V> consumer, Duration within) {
        long began = System.nanoTime();
        ConsumerRecords<K, V> records = consumer.poll(within);
        boolean early = System.nanoTime() - began < within.toNanos() / 2;
        pause = records.isEmpty() && early ? longer() : Duration.ZERO;
        if (!pause.isZero()) LockSupport.parkNanos(pause.toNanos());
        return records;
    }

    private Duration longer() {
        Duration next = pause.isZero() ? FIRST : pause.multipliedBy(2);
        return next.compareTo(LONGEST) < 0 ? next : LONGEST;
    }
}
