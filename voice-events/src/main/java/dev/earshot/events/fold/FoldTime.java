package dev.earshot.events.fold;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fold's time: a pure function of the append times of one partition of one topic, and of nothing else. Everything that folds
 * a log takes its time from here. Immutable.
 *
 * <p>It is the largest append time so far, so that a broker whose clock lags a little does not move it backwards. An append time
 * more than {@link #TOLERANCE} below it sets it back: the clock was ahead and has come back, and a fold that waited for it to
 * become true again would stand still until then. What runs at a set-back and began later than it begins at it
 * ({@link LiveFold#setBack}).
 *
 * @param at the time at the last record, null before the first
 * @param setBackFrom the time before the last record if that record set it back, else null
 */
public record FoldTime(@Nullable Instant at, @Nullable Instant setBackFrom) {
    /** By how much an append time may lie below the time without setting it back. Brokers' clocks differ by less. */
    public static final Duration TOLERANCE = Duration.ofSeconds(60);

    /** Before the first record. */
    public static final FoldTime NONE = new FoldTime(null, null);

    /** The time as it was stored; {@link #NONE} for null. */
    public static FoldTime of(@Nullable Instant at) {
        return at == null ? NONE : new FoldTime(at, null);
    }

    /** The time at the next record, which was appended then. */
    public FoldTime advance(Instant appended) {
        if (at == null || !appended.isBefore(at)) return new FoldTime(appended, null);
        if (appended.isBefore(at.minus(TOLERANCE))) return new FoldTime(appended, at);
        return setBackFrom == null ? this : new FoldTime(at, null);
    }

    /** The same, for append times as Kafka has them, in milliseconds since the epoch. */
    public FoldTime advance(long appendedMillis) {
        return advance(Instant.ofEpochMilli(appendedMillis));
    }

    /** Whether the last record set the time back. */
    public boolean isSetBack() {
        return setBackFrom != null;
    }

    /** The time at the last record; there must have been one. */
    public Instant now() {
        return requireNonNull(at, "No record has been read yet");
    }
}
