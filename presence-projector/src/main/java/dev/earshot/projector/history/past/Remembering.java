package dev.earshot.projector.history.past;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.fold.Change;
import dev.earshot.events.fold.Member;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of people once an event has been folded. Most events are switches, which leave nothing to remember. */
final class Remembering {
    private Remembering() {}

    static Recollections after(Step step) {
        Recollections people = step.people();
        for (Change change : step.folded().changes()) people = after(step, people, change);
        if (step.recorded().event() instanceof VoiceEvent.Moderated moderated
                && !step.folded().touched().isEmpty()) {
            people = people.with(moderated.user(), known -> known.moderatedAt(mark(step)));
        }
        return people;
    }

    private static Recollections after(Step step, Recollections people, Change change) {
        return switch (change) {
            case Change.Joined(Member member) -> came(step, people, null, member);
            case Change.Moved(Member before, Member after) -> came(step, people, before, after);
            case Change.Replaced(Member before, Member after) -> came(step, people, before, after);
            // A switch: the session is the very same object, and nothing is looked up.
            case Change.Altered(Member before, Member after) ->
                before.session() == after.session() ? people : came(step, people, before, after);
            case Change.Left(Member member, EndReason why, Instant _) ->
                people.with(member.user(), known -> known.ended(ending(step, member, why, null)));
            case Change.Refused _ -> people;
        };
    }

    private static Recollections came(Step step, Recollections people, @Nullable Member before, Member after) {
        return people.with(after.user(), known -> came(step, known, before, after));
    }

    private static Recollection came(Step step, Recollection known, @Nullable Member before, Member after) {
        Recollection next = known;
        String shown = after.profile().username();
        if (!shown.equals(known.username())) next = next.named(shown);
        if (before == null
                || !before.session().connection().equals(after.session().connection())) {
            next = next.connectedAt(mark(step));
        }
        if (before != null && !before.session().id().equals(after.session().id())) {
            next = next.ended(
                    ending(step, before, EndReason.REPLACED, after.session().id()));
        }
        return next;
    }

    private static Ending ending(Step step, Member member, EndReason why, @Nullable SessionId by) {
        return new Ending(
                member.session().id(),
                step.recorded().cause().offset(),
                step.recorded().at(),
                why,
                by,
                member.channel(),
                member.session().gateway(),
                member.session().client());
    }

    private static Mark mark(Step step) {
        return new Mark(step.recorded().cause().offset(), step.recorded().at());
    }
}
