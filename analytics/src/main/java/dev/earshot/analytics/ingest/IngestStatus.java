package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.Stuck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the ingest is doing, for health and metrics. Written by its thread, read by any. */
final class IngestStatus {
    private static final int NOTES = 10;
    private static final Duration KAFKA_SILENT = Duration.ofSeconds(10);

    /** What it does now. */
    enum State {
        STARTING,
        READING,
        WAITING,
        STOPPED
    }

    private final Map<String, Long> behind = new ConcurrentHashMap<>();
    private final PartitionProgress progress = new PartitionProgress();
    private final Deque<String> notes = new ArrayDeque<>();
    private volatile long kafkaAnsweredAt = System.nanoTime();
    private volatile State state = State.STARTING;
    private volatile String reason = "Kafka has not answered yet";

    State state() {
        return state;
    }

    /** Why it does not read, a sentence; empty while it does. */
    String reason() {
        return kafkaIsSilent() ? "Kafka does not answer" : reason;
    }

    /** Records of the topic that are not yet in the database, as far as Kafka has said. */
    long behind(VoiceTopic topic) {
        return behind.getOrDefault(topic.topic(), 0L);
    }

    /** Kafka has answered. */
    void kafkaAnswered() {
        kafkaAnsweredAt = System.nanoTime();
    }

    /** While it reads: whether Kafka answers. A consumer only waits for one that does not. */
    boolean kafkaIsSilent() {
        return state == State.READING && System.nanoTime() - kafkaAnsweredAt > KAFKA_SILENT.toNanos();
    }

    /** Which partitions move. */
    PartitionProgress progress() {
        return progress;
    }

    /** Partitions that stand still, and why; empty if none does. */
    List<Stuck> stuck() {
        String why = reason();
        return progress.stuck(System.nanoTime(), why.isEmpty() ? "Its records are not taken; see the log" : why);
    }

    /** Something that an operator should know of though the ingest goes on; the newest few are kept. */
    synchronized void note(String sentence) {
        if (notes.size() == NOTES) notes.removeFirst();
        notes.addLast(sentence);
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    void reading() {
        reason = "";
        state = State.READING;
    }

    void waiting(String why) {
        reason = why;
        state = State.WAITING;
    }

    void stopped() {
        state = State.STOPPED;
    }

    void behind(VoiceTopic topic, long records) {
        behind.put(topic.topic(), records);
    }
}
