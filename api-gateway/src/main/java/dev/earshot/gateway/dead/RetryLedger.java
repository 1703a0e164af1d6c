package dev.earshot.gateway.dead;

import dev.earshot.gateway.log.RecordPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a dead record may be written again. Each try says so in the dead record's own partition first: a claim, which is a
 * record, so Kafka puts all claims in one order. Whoever's claim is the first one that still counts writes the record, and then a
 * mark of where it is. A second click, at whatever gateway, finds the claim or the mark and writes nothing.
 *
 * <p>A claim without a mark means that its writer died on the way. After {@link #CLAIM} it cannot write any more, for it gives up
 * long before; whether it had written is then found out by looking for its id in the origin's partition. Pure.
 */
final class RetryLedger {
    /** How long a claim keeps others out. */
    static final Duration CLAIM = Duration.ofSeconds(30);
    /** A writer that was held up for longer between its claim and its writing gives up. */
    static final Duration WRITES_WITHIN = Duration.ofSeconds(10);

    private RetryLedger() {}

    sealed interface State {
        /** Nobody has tried. */
        record Untouched() implements State {}

        /** Somebody is at it; the first claim that counts. */
        record Running(String id) implements State {}

        /** Somebody was at it and nobody knows what came of it; the last such try. */
        record LeftOff(RetryMark.Claimed claim) implements State {}

        /** It has been written. */
        record Written(RecordPosition where) implements State {}
    }

    /**
     * @param marks of the one record, in the order of their partition
     * @param lost ids of tries that are known to have written nothing
     */
    static State state(List<RetryMark> marks, List<String> lost, Instant now) {
        RetryMark.@Nullable Claimed running = null;
        RetryMark.@Nullable Claimed leftOff = null;
        for (RetryMark mark : marks) {
            switch (mark) {
                case RetryMark.Done(long _, RecordPosition written) -> {
                    return new State.Written(written);
                }
                case RetryMark.Claimed claim -> {
                    if (lost.contains(claim.id())) continue;
                    if (now.isAfter(claim.at().plus(CLAIM))) leftOff = claim;
                    else if (running == null) running = claim;
                }
            }
        }
        if (leftOff != null) return new State.LeftOff(leftOff);
        return running == null ? new State.Untouched() : new State.Running(running.id());
    }
}
