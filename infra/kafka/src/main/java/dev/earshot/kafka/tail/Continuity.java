package dev.earshot.kafka.tail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a reader may go on where it is, or has to read from the beginning. Pure: clocks and Kafka's answers are
 * arguments. Belongs to one reading.
 *
 * <p>A compacted topic promises the last record of every key, but a tombstone only for {@code delete.retention.ms}. Whoever reads on
 * within that time sees all departures; later, some may be gone without a trace. So the reader remembers the last moment at which
 * it is known to have had everything, and that moment may never be too long ago when records are taken.
 */
final class Continuity {
    /** A part of the time that tombstones live is left as margin: a tenth, an hour at most. */
    private static final int MARGIN = 10;

    private static final Duration LONGEST_MARGIN = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofSeconds(2);
    private static final int LOOKS = 4;

    private final String topicId;
    private Optional<Duration> limit;
    private Moment complete;

    Continuity(TopicFacts begun) {
        topicId = begun.topicId();
        limit = begun.tombstonesLive().map(Continuity::limit);
        complete = begun.askedAt();
    }

    /** How often Kafka must be asked for {@link TopicFacts} so that a reader that keeps up never seems to have been away. */
    Duration lookEvery() {
        return limit.map(most -> most.dividedBy(LOOKS))
                .filter(shorter -> shorter.compareTo(OFTEN) < 0)
                .orElse(OFTEN);
    }

    /** Whether tombstones may have gone since everything was known to be read. To be asked after a poll, before its records are taken. */
    boolean wasAway(Moment now) {
        return limit.isPresent() && now.since(complete).compareTo(limit.get()) > 0;
    }

    /**
     * @param asked next offsets when the question was sent; an end below them is a loss
     * @param now next offsets as of now
     * @return why to read from the beginning, empty to go on
     */
    Optional<Cause> judge(TopicFacts facts, Map<Integer, Long> asked, Map<Integer, Long> now) {
        if (!facts.topicId().equals(topicId)) return Optional.of(Cause.RECREATED);
        if (asked.entrySet().stream().anyMatch(next -> facts.end(next.getKey()) < next.getValue())) {
            return Optional.of(Cause.TRUNCATED);
        }
        if (now.entrySet().stream().anyMatch(next -> facts.begin(next.getKey()) > next.getValue())) {
            return Optional.of(Cause.CUT);
        }
        limit = facts.tombstonesLive().map(Continuity::limit);
        if (now.entrySet().stream().allMatch(next -> next.getValue() >= facts.end(next.getKey()))) {
            complete = facts.askedAt();
        }
        return Optional.empty();
    }

    private static Duration limit(Duration tombstonesLive) {
        Duration margin = tombstonesLive.dividedBy(MARGIN);
        return tombstonesLive.minus(margin.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : margin);
    }
}
