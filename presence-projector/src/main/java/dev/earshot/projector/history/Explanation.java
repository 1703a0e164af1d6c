package dev.earshot.projector.history;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.log.SetBack;
import dev.earshot.projector.history.past.Causes;
import dev.earshot.projector.history.past.Ending;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Narrator;
import dev.earshot.projector.history.past.Recollection;
import dev.earshot.projector.history.past.Shown;
import dev.earshot.projector.history.past.ShownField;
import dev.earshot.projector.history.past.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Traces what was shown of a person back to the events that made it so. */
final class Explanation {
    private final Place place;
    private final Replay replay;
    private final Narrator narrator;

    Explanation(Place place, Replay replay, ZoneId zone) {
        this.place = place;
        this.replay = replay;
        this.narrator = new Narrator(zone);
    }

    ExplainAnswer of(UserId user, Instant at, Notes notes) {
        GuildMoment then = replay.at(replay.after(at));
        Participant shown = Shown.person(Shown.silent(then.presence()), user);
        Recollection remembered = then.people().of(user);
        List<ExplainAnswer.Because> because = shown == null ? gone(remembered) : shown(user, shown, then, remembered);
        clockWasAhead(shown, remembered, notes);
        notes.add("Speech is no part of it: signals say who speaks, and events do not.")
                .passedOver(then);
        return new ExplainAnswer(
                place.guild(), user, at, shown, sentence(user, shown, remembered, because), because, notes.sentences());
    }

    private List<ExplainAnswer.Because> gone(Recollection remembered) {
        Ending ending = remembered.lastEnding();
        if (ending == null) return List.of();
        Step left = step(ending.offset());
        return left == null ? List.of() : List.of(because("gone", "no channel", left));
    }

    private List<ExplainAnswer.Because> shown(
            UserId user, Participant shown, GuildMoment then, Recollection remembered) {
        long began = Math.max(place.first(), callBegan(shown));
        Causes causes = new Causes(user::equals);
        // Everything of a call was set since it began, moderation aside.
        replay.fold(replay.at(began), then.next(), step -> {
            causes.after(step);
            return true;
        });
        Mark moderated = remembered.moderated();
        Step imposed = moderated == null ? null : step(moderated.offset());
        List<ExplainAnswer.Because> because = new ArrayList<>();
        for (ShownField field : ShownField.values()) {
            boolean ofModeration = ShownField.OF_MODERATION.contains(field) && imposed != null;
            Step cause = ofModeration ? imposed : causes.of(user, field);
            if (cause != null) because.add(because(field.shown(), field.valueOf(shown), cause));
        }
        return because;
    }

    private ExplainAnswer.Because because(String what, String value, Step cause) {
        Entry entry = narrator.entry(cause);
        return new ExplainAnswer.Because(
                what,
                value,
                value + ", because of " + entry.type() + ": " + entry.effect().sentence(),
                entry);
    }

    // Of times that were said while the clock was ahead, whatever moment is asked about.
    private void clockWasAhead(@Nullable Participant shown, Recollection remembered, Notes notes) {
        Ending ending = remembered.lastEnding();
        for (SetBack back : replay.log().setBacks()) {
            if (shown != null && shown.joinedAt().equals(back.to()) && callBegan(shown) < back.offset())
                notes.add("They had come before " + back.to() + ", while the log's clock was ahead by "
                        + ahead(back) + ": their time is counted from where it was set back, at offset " + back.offset()
                        + ".");
            if (shown == null
                    && ending != null
                    && ending.offset() < back.offset()
                    && ending.at().isAfter(back.to()))
                notes.add("They went before " + back.to() + ", and not at " + ending.at()
                        + ": the log's clock was ahead then, and was set back at offset " + back.offset() + ".");
        }
    }

    private static String ahead(SetBack back) {
        Duration ahead = Duration.between(back.to(), back.from());
        return "%d h %d min %d s".formatted(ahead.toHours(), ahead.toMinutesPart(), ahead.toSecondsPart());
    }

    /** The event at an offset with what it did, null if it is no event of the guild. */
    private @Nullable Step step(long offset) {
        Step[] found = {null};
        replay.fold(replay.at(offset), offset + 1, step -> {
            found[0] = step;
            return false;
        });
        return found[0];
    }

    // A call is named after its join: partition and offset.
    private static long callBegan(Participant shown) {
        String call = shown.callId();
        return Long.parseLong(call.substring(call.indexOf('-') + 1));
    }

    // As they were then: what they came with may have changed since.
    private static String states(Participant shown) {
        List<String> states = new ArrayList<>();
        states.add(shown.muted() ? "muted" : "unmuted");
        if (shown.deafened()) states.add("deafened");
        if (shown.serverMuted()) states.add("muted for everybody");
        if (shown.serverDeafened()) states.add("deafened by the server");
        if (shown.connection() == Connection.RECONNECTING) states.add("reconnecting");
        return String.join(", ", states);
    }

    private static String sentence(
            UserId user, @Nullable Participant shown, Recollection remembered, List<ExplainAnswer.Because> because) {
        String name = remembered.username() == null ? user.value() : remembered.username();
        if (shown != null) {
            String came = because.stream()
                    .filter(one -> one.what().equals(ShownField.CHANNEL.shown()))
                    .map(one -> " They came by: " + one.cause().effect().sentence() + ".")
                    .findFirst()
                    .orElse("");
            return name + " was in " + shown.channelId() + ", " + states(shown) + "." + came;
        }
        if (because.isEmpty()) return name + " was in no channel, and had not been in one as far as the log tells.";
        return name + " was in no channel: "
                + because.getFirst().cause().effect().sentence() + ".";
    }
}
