package dev.earshot.projector.history.past;

import dev.earshot.events.fold.GuildPresence;
import dev.earshot.projector.history.log.LogClock;
import dev.earshot.projector.history.log.SetBack;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guild as it was when the log had been read up to an offset. Never changes, so it may be kept and folded on from at will.
 *
 * @param next the offset that is read next
 * @param time the fold's time, null before the first record
 * @param setBacks where in the partition it was set back
 * @param last the partition's last record that was read, whosever it is; null before the first
 * @param lastEvent the guild's last event, null before the first
 */
public record GuildMoment(
        GuildPresence presence,
        Recollections people,
        long next,
        @Nullable Instant time,
        List<SetBack> setBacks,
        @Nullable Mark last,
        @Nullable Mark lastEvent,
        Counts counts) {

    /**
     * Of the guild's records so far.
     *
     * @param events that could be read
     * @param unreadable that could not, or that the fold failed on; they are in the dead topic
     * @param unknown of a type that this version does not know
     */
    public record Counts(long events, long unreadable, long unknown) {
        static final Counts NONE = new Counts(0, 0, 0);
    }

    public GuildMoment {
        setBacks = List.copyOf(setBacks);
    }

    /** The partition's clock up to here. */
    public LogClock clock() {
        return new LogClock(next, time, setBacks);
    }

    /** Before anything that the log still holds. */
    public static GuildMoment beginning(long firstOffset) {
        return new GuildMoment(
                GuildPresence.EMPTY, Recollections.NONE, firstOffset, null, List.of(), null, null, Counts.NONE);
    }
}
