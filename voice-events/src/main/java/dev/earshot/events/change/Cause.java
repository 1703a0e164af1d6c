package dev.earshot.events.change;

import static java.util.Objects.requireNonNull;

/**
 * Where a fact comes from, and its key: a replay makes the same facts with the same causes, so writing one twice is harmless.
 *
 * @param topic the input's topic
 * @param index the fact's place among the facts of one input, from 0; below 0 for those of a set-back of the clock
 */
public record Cause(String topic, int partition, long offset, int index) {
    public Cause {
        requireNonNull(topic, "topic");
    }

    /** The cause of the n-th fact of this input. */
    public Cause fact(int n) {
        return n == index ? this : new Cause(topic, partition, offset, n);
    }

    /** The input alone, as operators read it: {@code topic/partition/offset}. */
    public String input() {
        return topic + '/' + partition + '/' + offset;
    }
}
