package dev.earshot.kafka.tail;

import dev.earshot.kafka.Stuck;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a topic every two seconds beside a loop of polls, without blocking it. Belongs to one thread. */
public final class TopicWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    /** A partition that gives nothing for so long although it has more does not progress. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private final TopicLook look;
    private final String topic;
    private final Continuity continuity;
    private Moment askedAt = Moment.now();
    private Map<Integer, Long> nextWhenAsked = Map.of();
    private @Nullable CompletableFuture<TopicFacts> asked;
    private Map<Integer, Long> behindBefore = Map.of();
    private Moment behindSince = askedAt;
    private @Nullable Stuck silent;

    /** @param begun what was known when the reader began */
    public TopicWatch(TopicLook look, String topic, TopicFacts begun) {
        this(look, topic, new Continuity(begun));
    }

    TopicWatch(TopicLook look, String topic, Continuity continuity) {
        this.look = look;
        this.topic = topic;
        this.continuity = continuity;
    }

    /**
     * To be called after each poll.
     *
     * @param next offset that each partition is read from next
     * @return why the reader has to begin again, empty to go on
     * @throws UnknownTopicOrPartitionException if the topic does not exist any more
     */
    public Optional<Cause> check(Map<Integer, Long> next) {
        Moment now = Moment.now();
        CompletableFuture<TopicFacts> answer = asked;
        if (answer == null) {
            if (now.since(askedAt).compareTo(continuity.lookEvery()) >= 0) ask(next, now);
            return Optional.empty();
        }
        if (!answer.isDone()) return Optional.empty();
        asked = null;
        if (answer.isCompletedExceptionally()) {
            if (answer.exceptionNow() instanceof UnknownTopicOrPartitionException missing) throw missing;
            // A Kafka that does not answer is the consumer's to notice.
            LOG.debug("Kafka did not describe {}", topic, answer.exceptionNow());
            return Optional.empty();
        }
        TopicFacts facts = answer.join();
        progress(facts, next, now);
        return continuity.judge(facts, nextWhenAsked, next);
    }

    /** The partition that gives nothing although it has more, as of the last look. */
    Optional<Stuck> silent() {
        return Optional.ofNullable(silent);
    }

    private void ask(Map<Integer, Long> next, Moment now) {
        askedAt = now;
        nextWhenAsked = Map.copyOf(next);
        asked = look.ask();
    }

    private void progress(TopicFacts facts, Map<Integer, Long> next, Moment now) {
        Map<Integer, Long> behind = new HashMap<>();
        next.forEach((partition, offset) -> {
            if (offset < facts.end(partition)) behind.put(partition, offset);
        });
        Map<Integer, Long> still = new HashMap<>(behind);
        still.entrySet().retainAll(behindBefore.entrySet());
        behindBefore = behind;
        if (still.isEmpty()) behindSince = now;
        Duration since = now.since(behindSince);
        silent = since.compareTo(STUCK_AFTER) < 0
                ? null
                : still.entrySet().stream()
                        .findFirst()
                        .map(one -> new Stuck(
                                topic,
                                one.getKey(),
                                one.getValue(),
                                "Kafka has more but gave nothing for " + since.toSeconds() + " s"))
                        .orElse(null);
    }
}
