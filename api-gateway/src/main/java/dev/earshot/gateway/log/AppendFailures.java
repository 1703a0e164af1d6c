package dev.earshot.gateway.log;

import dev.earshot.kafka.Stuck;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one place for records that Kafka did not take, whoever sent them: counted by topic and reason, logged once when a topic begins
 * to fail and once when that is over, and told to health while a partition takes nothing although there is something to append.
 */
@Component
public final class AppendFailures implements StuckSource {
    /** A partition stands still if its appends have failed for as long as this, and none was acknowledged. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** After this without a try nobody knows any more. */
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(AppendFailures.class);
    private static final int NO_PARTITION = -1;

    private record Place(String topic, int partition) {}

    /** @param next where the failed record would have gone, -1 if that is not known */
    private record Failing(long since, long last, long next, String reason) {}

    private final MeterRegistry meters;
    private final LongSupplier clock;
    private final Map<Place, Failing> failing = new ConcurrentHashMap<>();
    private final Map<Place, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Autowired
    public AppendFailures(MeterRegistry meters) {
        this(meters, System::nanoTime);
    }

    /** @param clock nanoseconds */
    AppendFailures(MeterRegistry meters, LongSupplier clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** What a producer's callback was told. @param what for the log: a guild, a kind of fact; never what a person said */
    public void settle(
            ProducerRecord<byte[], byte[]> record,
            @Nullable RecordMetadata metadata,
            @Nullable Throwable failure,
            String what) {
        if (failure == null && metadata != null) succeeded(record.topic(), metadata.partition(), metadata.offset());
        else failed(record.topic(), record.partition(), what, failure);
    }

    private void succeeded(String topic, int partition, long offset) {
        acknowledged.put(new Place(topic, partition), offset);
        if (failing.isEmpty()) return;
        failing.remove(new Place(topic, partition));
        failing.remove(new Place(topic, NO_PARTITION));
        if (failing.keySet().stream().noneMatch(place -> place.topic.equals(topic)) && told.remove(topic)) {
            LOG.info("Kafka takes records of {} again", topic);
        }
    }

    private void failed(String topic, @Nullable Integer partition, String what, @Nullable Throwable failure) {
        String reason = failure == null ? "no answer" : failure.getClass().getSimpleName();
        meters.counter("earshot.append.failures", "topic", topic, "reason", reason)
                .increment();
        if (failure instanceof RecordTooLargeException) {
            // The record's own fault: the next one may be taken.
            LOG.warn("Kafka refused a record of {} as too large ({}): {}", topic, what, failure.getMessage());
            return;
        }
        Place place = new Place(topic, partition == null ? NO_PARTITION : partition);
        long now = clock.getAsLong();
        Long last = acknowledged.get(place);
        failing.compute(place, (_, was) -> {
            boolean again = was != null && now - was.last < REMEMBERED.toNanos();
            return new Failing(again ? was.since : now, now, last == null ? -1 : last + 1, sentence(failure));
        });
        if (told.add(topic)) {
            LOG.warn(
                    "Kafka does not take records of {}, the first in partition {} ({}): {}",
                    topic,
                    place.partition == NO_PARTITION ? "?" : place.partition,
                    what,
                    String.valueOf(failure));
        }
    }

    private static String sentence(@Nullable Throwable failure) {
        String why = failure == null ? null : failure.getMessage();
        return "Kafka does not take records" + (why == null ? "" : ": " + why);
    }

    @Override
    public List<Stuck> stuck() {
        long now = clock.getAsLong();
        List<Stuck> stuck = new ArrayList<>();
        failing.forEach((place, fails) -> {
            boolean isCurrent = now - fails.last < REMEMBERED.toNanos();
            if (isCurrent && fails.last - fails.since >= PATIENCE.toNanos()) {
                stuck.add(new Stuck(place.topic, place.partition, fails.next, fails.reason));
            }
        });
        stuck.sort(Comparator.comparing(Stuck::topic).thenComparing(Stuck::partition));
        return stuck;
    }
}
