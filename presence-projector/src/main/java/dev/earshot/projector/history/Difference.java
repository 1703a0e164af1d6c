package dev.earshot.projector.history;

import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.past.Causes;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Narrator;
import dev.earshot.projector.history.past.Shown;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How two moments differ. */
final class Difference {
    private final Place place;
    private final Replay replay;
    private final Narrator narrator;

    Difference(Place place, Replay replay, ZoneId zone) {
        this.place = place;
        this.replay = replay;
        this.narrator = new Narrator(zone);
    }

    DiffAnswer between(Span span, Notes notes) {
        GuildMoment before = replay.at(replay.after(span.from()));
        Causes causes = new Causes(_ -> true);
        GuildMoment after = replay.fold(before, replay.after(span.to()), step -> {
            causes.after(step);
            return true;
        });
        LiveGuild then = Shown.silent(before.presence());
        LiveGuild now = Shown.silent(after.presence());
        List<DiffAnswer.Changed> changes = causes.people().stream()
                .sorted(Comparator.comparing(UserId::value))
                .flatMap(user -> changed(user, Shown.person(then, user), Shown.person(now, user), causes))
                .toList();
        return new DiffAnswer(
                place.guild(),
                span.from(),
                span.to(),
                changes,
                notes.passedOver(after).sentences());
    }

    private Stream<DiffAnswer.Changed> changed(
            UserId user, @Nullable Participant before, @Nullable Participant after, Causes causes) {
        if (Objects.equals(before, after)) return Stream.empty();
        Participant shown = after == null ? before : after;
        String username = shown == null ? user.value() : shown.username();
        return Stream.of(new DiffAnswer.Changed(
                user,
                username,
                before,
                after,
                causes.between(user, before, after).stream()
                        .map(narrator::entry)
                        .toList()));
    }
}
