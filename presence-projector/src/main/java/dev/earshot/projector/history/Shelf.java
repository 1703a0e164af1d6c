package dev.earshot.projector.history;

import dev.earshot.projector.history.checkpoint.CheckpointPlace;
import dev.earshot.projector.history.checkpoint.Checkpoints;
import dev.earshot.projector.history.checkpoint.SecondCounts;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One guild's checkpoints, if there are any: at every whole multiple of an interval of offsets. */
final class Shelf {
    private final @Nullable Checkpoints checkpoints;
    private final CheckpointPlace place;

    /** @param checkpoints null for none: then everything is folded from the beginning */
    Shelf(@Nullable Checkpoints checkpoints, CheckpointPlace place) {
        this.checkpoints = checkpoints;
        this.place = place;
    }

    @Nullable
    GuildMoment latest(long notAfter) {
        return checkpoints == null ? null : checkpoints.latest(place, notAfter);
    }

    /** The next boundary above an offset; none in reach if nothing is stored. */
    long boundaryAfter(long offset) {
        if (checkpoints == null) return Long.MAX_VALUE;
        return Math.multiplyExact(offset / checkpoints.interval() + 1, checkpoints.interval());
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
        /** Whether the fold has seen the stretch before the boundary from its beginning on. */
        private boolean whole;

        private SecondCounts counts = new SecondCounts();

        private Writing(long begin) {
            boundary = boundaryAfter(begin);
            whole = checkpoints != null && (begin == place.first() || begin % checkpoints.interval() == 0);
        }

        long boundary() {
            return boundary;
        }

        void count(Step step) {
            if (whole) counts.add(step.recorded().at().getEpochSecond(), Density.departures(step));
        }

        /** The fold has come to the boundary, and maybe, where records are missing, beyond it. */
        void reached(long offset, GuildFolder folder) {
            if (checkpoints == null) return;
            folder.readUpTo(boundary);
            checkpoints.keep(place, folder.moment());
            if (whole) checkpoints.keep(place, boundary, counts);
            counts = new SecondCounts();
            whole = true;
            long passed = boundary;
            boundary = boundaryAfter(offset);
            // Where whole stretches are missing, the last one was not seen from its own beginning on, but nothing is in
            // it.
            if (boundary - passed > checkpoints.interval()) folder.readUpTo(boundary - checkpoints.interval());
        }
    }
}
