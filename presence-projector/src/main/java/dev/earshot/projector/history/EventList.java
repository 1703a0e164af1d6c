package dev.earshot.projector.history;

import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Narrator;
import dev.earshot.projector.history.past.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells the events of a stretch of time, each with what it did. */
final class EventList {
    /** A trace is one answer; more than this is nothing that a person reads. */
    private static final int LONGEST_TRACE = 5_000;

    private final Place place;
    private final Replay replay;
    private final Narrator narrator;

    EventList(Place place, Replay replay, ZoneId zone) {
        this.place = place;
        this.replay = replay;
        this.narrator = new Narrator(zone);
    }

    EventsAnswer page(EventsQuestion question, Notes notes) {
        Span span = new Span(TimeMachine.possible(question.from()), TimeMachine.possible(question.to()));
        Found found = told(begin(span, question.cursor()), end(span), question.limit(), step -> wanted(question, step));
        return new EventsAnswer(
                found.entries(),
                found.next() == null ? null : Long.toString(found.next()),
                notes.passedOver(found.then()).sentences());
    }

    TraceAnswer trace(UserId user, Span span, Notes notes) {
        Found found = told(begin(span, null), end(span), LONGEST_TRACE, step -> step.concerns(user));
        if (found.entries().isEmpty() && found.then().lastEvent() != null)
            notes.add("No event of " + user + " was appended in that time.");
        if (found.next() != null)
            notes.add("These are the first " + LONGEST_TRACE + " events; ask for a shorter time to see the others.");
        return new TraceAnswer(found.entries(), notes.passedOver(found.then()).sentences());
    }

    private record Found(List<Entry> entries, @Nullable Long next, GuildMoment then) {}

    private Found told(long begin, long end, int limit, Predicate<Step> wanted) {
        List<Entry> entries = new ArrayList<>();
        Long[] next = {null};
        GuildMoment then = replay.fold(replay.at(Math.min(begin, end)), end, step -> {
            if (!wanted.test(step)) return true;
            if (entries.size() == limit) {
                next[0] = step.record().offset();
                return false;
            }
            entries.add(narrator.entry(step));
            return true;
        });
        return new Found(List.copyOf(entries), next[0], then);
    }

    private static boolean wanted(EventsQuestion question, Step step) {
        return (question.user() == null || step.concerns(question.user()))
                && (question.channel() == null || Narrator.concerns(step, question.channel()));
    }

    private long begin(Span span, @Nullable String cursor) {
        if (cursor != null) return offset(cursor);
        return replay.from(span.from());
    }

    private long end(Span span) {
        return replay.after(span.to());
    }

    private long offset(String cursor) {
        try {
            return Math.max(place.first(), Long.parseLong(cursor));
        } catch (NumberFormatException wrong) {
            throw CannotAnswer.badQuestion("bad-cursor", "'cursor' is not one that an answer has given.");
        }
    }
}
