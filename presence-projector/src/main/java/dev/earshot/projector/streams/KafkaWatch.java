package dev.earshot.projector.streams;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.TopicsRefused;
import dev.earshot.projector.repair.PresenceTable;
import dev.earshot.projector.repair.TableLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at Kafka every few seconds, beside the fold: whether {@code voice.presence} is still the table that was written, and
 * whether every input partition progresses. A table that is gone is created again if that is allowed.
 */
final class KafkaWatch implements PresenceTable, AutoCloseable {
    /** Between two looks of the product. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final List<VoiceTopic> INPUTS = List.of(VoiceTopic.EVENTS, VoiceTopic.SIGNALS);

    private final Map<String, Object> admin;
    private final TopicSettings topics;
    private final String group;
    private final AcknowledgedOffsets acknowledged;
    private final Duration patience;
    private final Duration every;
    private final Supplier<String> lastFailure;
    private final LongSupplier nanoClock;
    private final PartitionProgress progress;

    private final AtomicLong begun = new AtomicLong();
    private final Set<Integer> wanted = ConcurrentHashMap.newKeySet();
    private volatile Map<Integer, TableLook> table = Map.of();
    private volatile List<PartitionProgress.Standing> standing = List.of();
    private volatile long answeredAt;
    private volatile String unanswered = "";
    private String topicId = "";
    private @Nullable Thread thread;

    /**
     * @param admin settings of an admin client
     * @param group whose committed offsets say how far the fold is
     * @param patience how long a partition may stand still, and Kafka may not answer, until health says so
     * @param every between two looks, and before the first
     * @param lastFailure why a stream thread ended last; empty if none has lately
     */
    KafkaWatch(
            Map<String, Object> admin,
            TopicSettings topics,
            String group,
            AcknowledgedOffsets acknowledged,
            Duration patience,
            Duration every,
            Supplier<String> lastFailure,
            LongSupplier nanoClock) {
        this.admin = admin;
        this.topics = topics;
        this.group = group;
        this.acknowledged = acknowledged;
        this.patience = patience;
        this.every = every;
        this.lastFailure = lastFailure;
        this.nanoClock = nanoClock;
        this.progress = new PartitionProgress(patience);
        this.answeredAt = nanoClock.getAsLong();
    }

    void start() {
        thread = Thread.ofVirtual().name("watches-kafka").start(this::watch);
    }

    @Override
    public @Nullable TableLook latest(int partition) {
        return table.get(partition);
    }

    @Override
    public long begun() {
        return begun.get();
    }

    @Override
    public void wantRows(int partition) {
        wanted.add(partition);
    }

    /** Input partitions that do not progress, and why. */
    List<Stuck> stuck() {
        List<Stuck> stuck = new ArrayList<>();
        String failure = lastFailure.get();
        for (PartitionProgress.Standing one : standing) {
            String reason = "Nothing was folded for %d s".formatted(one.since().toSeconds())
                    + (failure.isEmpty() ? "" : "; a stream thread failed: " + failure);
            stuck.add(new Stuck(one.partition().topic(), one.partition().partition(), one.offset(), reason));
        }
        return stuck;
    }

    /** Since when Kafka does not answer, in words; empty while it does. */
    String silence() {
        Duration since = Duration.ofNanos(nanoClock.getAsLong() - answeredAt);
        if (since.compareTo(patience) <= 0) return "";
        return "Kafka has not answered for %d s: %s".formatted(since.toSeconds(), unanswered);
    }

    private void watch() {
        try (KafkaLooks looks = new KafkaLooks(admin)) {
            while (true) {
                // The first look too: at the start the fold has both cores for itself.
                Thread.sleep(every);
                try {
                    look(looks);
                } catch (ExecutionException | RuntimeException failed) {
                    Throwable cause = failed instanceof ExecutionException && failed.getCause() != null
                            ? failed.getCause()
                            : failed;
                    String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
                    if (!why.equals(unanswered)) LOG.warn("Kafka could not be looked at: {}", why);
                    unanswered = why;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(KafkaLooks looks) throws ExecutionException, InterruptedException {
        long number = begun.incrementAndGet();
        // The order matters: what is acknowledged now is below the end that is asked for after it.
        Map<Integer, AcknowledgedOffsets.Known> known = new HashMap<>();
        for (int partition = 0; partition < topics.partitions(); partition++)
            known.put(partition, acknowledged.of(partition));
        lookAtTable(looks, number, known);
        lookAtInputs(looks);
        answeredAt = nanoClock.getAsLong();
        unanswered = "";
    }

    private void lookAtTable(KafkaLooks looks, long number, Map<Integer, AcknowledgedOffsets.Known> known)
            throws ExecutionException, InterruptedException {
        Optional<String> id = looks.topicId(VoiceTopic.PRESENCE);
        if (id.isEmpty()) {
            String why = create();
            Map<Integer, TableLook> missing = new HashMap<>();
            for (int partition = 0; partition < topics.partitions(); partition++)
                missing.put(partition, TableLook.missing(number, why));
            table = Map.copyOf(missing);
            return;
        }
        boolean another = !topicId.isEmpty() && !topicId.equals(id.get());
        if (another) acknowledged.forget();
        topicId = id.get();
        Map<Integer, TableLook> found = new HashMap<>();
        Map<TopicPartition, KafkaLooks.Ends> ends = looks.ends(partitions(VoiceTopic.PRESENCE));
        Map<TopicPartition, KafkaLooks.Ends> unread = new HashMap<>(ends);
        unread.keySet().removeIf(partition -> !wanted.remove(partition.partition()));
        Map<Integer, KafkaLooks.Rows> read = looks.rows(unread);
        for (Map.Entry<TopicPartition, KafkaLooks.Ends> of : ends.entrySet()) {
            int partition = of.getKey().partition();
            AcknowledgedOffsets.Known acks = known.getOrDefault(partition, AcknowledgedOffsets.Known.NOTHING);
            KafkaLooks.Rows rows = read.get(partition);
            found.put(
                    partition,
                    new TableLook(
                            number,
                            null,
                            id.get(),
                            of.getValue().first(),
                            of.getValue().end(),
                            another ? -1 : acks.highest(),
                            acks.retreats(),
                            acks.gaps(),
                            rows == null ? null : rows.values(),
                            rows == null ? 0 : rows.generation()));
        }
        table = Map.copyOf(found);
    }

    /** Creates the table again. What is to be said meanwhile. */
    private String create() {
        try {
            TopicGuard.check(admin, topics);
            return "voice.presence was gone and has been created again";
        } catch (TopicsRefused refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void lookAtInputs(KafkaLooks looks) throws ExecutionException, InterruptedException {
        List<TopicPartition> inputs = new ArrayList<>();
        INPUTS.forEach(topic -> inputs.addAll(partitions(topic)));
        Map<TopicPartition, Long> committed = looks.committed(group);
        Map<TopicPartition, PartitionProgress.Position> positions = new HashMap<>();
        looks.ends(inputs).forEach((partition, ends) -> {
            // Below the log's start there is nothing to read.
            long next = Math.max(ends.first(), committed.getOrDefault(partition, 0L));
            positions.put(partition, new PartitionProgress.Position(next, ends.end()));
        });
        standing = progress.look(positions, Duration.ofNanos(nanoClock.getAsLong()));
    }

    private List<TopicPartition> partitions(VoiceTopic topic) {
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topic(), partition))
                .toList();
    }

    @Override
    public void close() {
        Thread watching = thread;
        if (watching != null) watching.interrupt();
    }
}
