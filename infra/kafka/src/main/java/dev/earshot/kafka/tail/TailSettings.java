package dev.earshot.kafka.tail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a tail reads, and by which clients.
 *
 * @param topic its name
 * @param partition the only one to read, empty for all
 * @param partitions how many are read, and the topic must have at least; 0 for all there are
 * @param fromEnd begin at the end: for readers that need only what happens from now on
 * @param consumer client settings; what belongs to groups, commits and resets is overwritten
 * @param admin client settings
 * @param whenMissing called before each new look for a topic that does not exist: may create it, may throw
 * @param clock tests move it
 */
public record TailSettings(
        String topic,
        Optional<Integer> partition,
        int partitions,
        boolean fromEnd,
        Map<String, Object> consumer,
        Map<String, Object> admin,
        Runnable whenMissing,
        Supplier<Moment> clock) {
    public TailSettings {
        Map<String, Object> settings = new HashMap<>(consumer);
        settings.remove("group.id");
        settings.remove("group.instance.id");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        // A consumer that asks for a deleted topic would else create it, with the broker's idea of partitions.
        settings.put("allow.auto.create.topics", false);
        consumer = Map.copyOf(settings);
        admin = Map.copyOf(admin);
    }

    /** All partitions from the beginning. */
    public static TailSettings of(String topic, Map<String, Object> consumer, Map<String, Object> admin) {
        return new TailSettings(topic, Optional.empty(), 0, false, consumer, admin, () -> {}, Moment::now);
    }

    public TailSettings withPartitions(int count) {
        return new TailSettings(topic, partition, count, fromEnd, consumer, admin, whenMissing, clock);
    }

    /** Only this partition, and only what is written from now on. */
    public TailSettings onlyNewOf(int one) {
        return new TailSettings(topic, Optional.of(one), partitions, true, consumer, admin, whenMissing, clock);
    }

    public TailSettings whenMissing(Runnable action) {
        return new TailSettings(topic, partition, partitions, fromEnd, consumer, admin, action, clock);
    }

    TailSettings withClock(Supplier<Moment> another) {
        return new TailSettings(topic, partition, partitions, fromEnd, consumer, admin, whenMissing, another);
    }

    boolean reads(int number) {
        return partition.map(one -> one == number).orElse(partitions == 0 || number < partitions);
    }
}
