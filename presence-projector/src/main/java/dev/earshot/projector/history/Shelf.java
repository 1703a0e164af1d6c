package dev.earshot.projector.history;

import dev.earshot.projector.history.checkpoint.CheckpointPlace;
import dev.earshot.projector.history.checkpoint.Checkpoints;
import dev.earshot.projector.history.checkpoint.SecondCounts;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Step;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one guild's folds leave for later ones, if anything: checkpoints on the disk, at every whole multiple of an interval of
 * offsets, and the moments between them that were come by lately in memory.
 */
final class Shelf {
    private final @Nullable Checkpoints checkpoints;
    private final RecentMoments recent;
    private final CheckpointPlace place;

    /** @param checkpoints null for none: then nothing is left, and everything is folded from the beginning */
    Shelf(@Nullable Checkpoints checkpoints, RecentMoments recent, CheckpointPlace place) {
        this.checkpoints = checkpoints;
        this.recent = recent;
        this.place = place;
    }

    /** The id of the log whose moments these are. */
    String log() {
        return place.log();
    }

    /** The latest moment that is kept and lies not after an offset. */
    @Nullable
    GuildMoment latest(long notAfter) {
        if (checkpoints == null) return null;
        GuildMoment near = recent.latest(place, notAfter);
        if (near != null && boundaryAfter(near.next()) > notAfter) return near;
        GuildMoment stored = checkpoints.latest(place, near == null ? -1 : near.next(), notAfter);
        if (stored == null) return near;
        recent.keep(place, stored);
        return stored;
    }

    /** Keeps a moment in memory. */
    void remember(GuildMoment moment) {
        if (checkpoints != null) recent.keep(place, moment);
    }

    /** Whose turn it is to fold on from an offset up to the next boundary. */
    Lock turn(long offset) {
        return checkpoints == null ? new ReentrantLock() : recent.turn(place, boundaryAfter(offset));
    }

    /** The next boundary above an offset; none in reach if nothing is stored. */
    long boundaryAfter(long offset) {
        if (checkpoints == null) return Long.MAX_VALUE;
        return Math.multiplyExact(offset / checkpoints.interval() + 1, checkpoints.interval());
    }

    /** The last boundary not above an offset; none in reach if nothing is stored. */
    long boundaryBefore(long offset) {
        return checkpoints == null ? -1 : offset / checkpoints.interval() * checkpoints.interval();
    }

    /** Up to which offset a state is stored, -1 if none is. */
    long stored() {
        return checkpoints == null ? -1 : checkpoints.reached(place);
    }

    // Half-way between two checkpoints a moment stays in memory too: whoever goes back a little folds half as much.
    private long stepAfter(long offset) {
        if (checkpoints == null) return Long.MAX_VALUE;
        long step = Math.max(1, checkpoints.interval() / 2);
        return Math.multiplyExact(offset / step + 1, step);
    }

    /** The counts of the stretch that ends at a boundary, null if they are not stored. */
    @Nullable
    List<SecondCounts.Second> seconds(long boundary) {
        return checkpoints == null ? null : checkpoints.seconds(place, boundary);
    }

    /** Writes checkpoints of a fold that begins here. */
    Writing from(GuildMoment moment) {
        return new Writing(moment.next());
    }

    /** What one fold leaves on its way. */
    final class Writing {
        private long boundary;
        /** Where the next moment is left in memory. */
        private long step;
        /** Whether the fold has seen the stretch before the boundary from its beginning on. */
        private boolean whole;

        private SecondCounts counts = new SecondCounts();

        private Writing(long begin) {
            boundary = boundaryAfter(begin);
            step = stepAfter(begin);
            whole = checkpoints != null && (begin == place.first() || begin % checkpoints.interval() == 0);
        }

        /** The next offset at which {@link #reached} is to be called. */
        long boundary() {
            return Math.min(boundary, step);
        }

        void count(Step step) {
            if (whole) counts.add(step.recorded().at().getEpochSecond(), Density.departures(step));
        }

        /** The fold has come to the boundary, and maybe, where records are missing, beyond it. */
        void reached(long offset, GuildFolder folder) {
            if (checkpoints == null) return;
            if (offset < boundary) {
                remember(folder.moment());
                step = stepAfter(offset);
                return;
            }
            folder.readUpTo(boundary);
            GuildMoment moment = folder.moment();
            remember(moment);
            checkpoints.keep(place, moment);
            if (whole) checkpoints.keep(place, boundary, counts);
            counts = new SecondCounts();
            whole = true;
            long passed = boundary;
            boundary = boundaryAfter(offset);
            step = stepAfter(offset);
            // Where whole stretches are missing, the last one was not seen from its own beginning on, but nothing is in
            // it.
            if (boundary - passed > checkpoints.interval()) folder.readUpTo(boundary - checkpoints.interval());
        }
    }
}
