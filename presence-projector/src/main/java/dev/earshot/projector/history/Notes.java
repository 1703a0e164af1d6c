package dev.earshot.projector.history;

import dev.earshot.projector.history.log.LogClock;
import dev.earshot.projector.history.log.SetBack;
import dev.earshot.projector.history.past.GuildMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer must be read with, as sentences. */
final class Notes {
    private final List<String> sentences = new ArrayList<>();

    Notes add(String sentence) {
        sentences.add(sentence);
        return this;
    }

    /** How far the log reaches, if the question goes beyond it. */
    Notes reach(Place place, @Nullable Instant first, Instant from, Instant to, Instant now) {
        if (to.isAfter(now)) add("That time is still to come: this is how far the log has got.");
        if (place.isEmpty())
            return add("Nothing has been written yet to the part of the log where this guild belongs.");
        if (first == null) return this;
        if (place.first() > 0)
            add("The log begins at " + first + " (offset " + place.first() + "): what happened earlier is not kept.");
        else if (from.isBefore(first)) add("The log begins at " + first + ": nothing is known of earlier times.");
        return this;
    }

    /** Where the log's clock had been ahead, if what is asked about lies there. */
    Notes clockWasAhead(LogClock clock, Instant from, Instant to) {
        for (SetBack back : clock.setBacks()) {
            if (from.isAfter(back.from()) || to.isBefore(back.to())) continue;
            add("The log's clock was ahead, and was set back from " + back.from() + " to " + back.to() + " at offset "
                    + back.offset() + ": times that it said before are too late.");
        }
        return this;
    }

    /** What was passed over. */
    Notes passedOver(GuildMoment moment) {
        long unreadable = moment.counts().unreadable();
        long unknown = moment.counts().unknown();
        if (unreadable > 0)
            add(records(unreadable, "unreadable") + " passed over, as it was live; see the dead records.");
        if (unknown > 0) add(records(unknown, "newer") + " passed over: this version does not know their type.");
        if (moment.lastEvent() == null) add("No event of this guild was appended up to then.");
        return this;
    }

    private static String records(long count, String kind) {
        return count == 1 ? "1 " + kind + " record was" : count + " " + kind + " records were";
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
