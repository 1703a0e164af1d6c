package dev.earshot.local.history;

import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as lines for a person. Pure. */
record AnswerText(LocalTimes times) {

    List<String> of(StateAnswer state) {
        List<String> lines = new ArrayList<>();
        String asOf = state.asOf() == null
                ? ""
                : ", after voice.events/" + state.asOf().partition() + "/"
                        + state.asOf().offset() + " of " + times.of(state.asOf().time());
        lines.add(state.guild().value() + " at " + times.whole(state.at()) + asOf);
        Table table = new Table("CHANNEL", "PERSON", "USER", "SINCE", "SHOWN AS", "SESSION", "GATEWAY", "CLIENT");
        state.channels().forEach((channel, people) -> {
            for (Participant person : people) {
                table.row(
                        channel.value(),
                        person.username(),
                        person.userId().value(),
                        times.of(person.joinedAt()),
                        PersonText.marks(person),
                        person.sessionId().value(),
                        person.gatewayId().value(),
                        text(person.client()));
            }
        });
        lines.addAll(table.isEmpty() ? List.of("Nobody was in a channel.") : table.lines());
        return with(state.notes(), lines);
    }

    List<String> of(EventsAnswer events) {
        List<String> lines = new ArrayList<>(entries(events.items(), "No events."));
        if (events.next() != null) lines.add("There is more: ask again with --cursor " + events.next());
        return with(events.notes(), lines);
    }

    List<String> of(TraceAnswer trace) {
        return with(trace.notes(), entries(trace.items(), "No event of this person."));
    }

    List<String> of(DiffAnswer diff) {
        List<String> lines = new ArrayList<>();
        lines.add(diff.guild().value() + " from " + times.whole(diff.from()) + " to " + times.whole(diff.to()));
        if (diff.changes().isEmpty()) lines.add("Everybody is shown as before.");
        for (DiffAnswer.Changed changed : diff.changes()) {
            lines.add(name(changed.username(), changed.userId()) + ": was " + PersonText.where(changed.before())
                    + ", then " + PersonText.where(changed.after()));
            for (Entry cause : changed.causes()) lines.add("    " + because(cause));
        }
        return with(diff.notes(), lines);
    }

    List<String> of(ExplainAnswer explain) {
        List<String> lines = new ArrayList<>();
        lines.add(explain.sentence());
        // Each event once, oldest first, with all that it set.
        Map<Long, List<ExplainAnswer.Because>> causes = new TreeMap<>();
        for (ExplainAnswer.Because because : explain.because())
            causes.computeIfAbsent(because.cause().offset(), _ -> new ArrayList<>())
                    .add(because);
        for (List<ExplainAnswer.Because> set : causes.values()) {
            lines.add("  " + because(set.getFirst().cause()));
            lines.add("      "
                    + set.stream().map(one -> one.what() + " " + one.value()).collect(Collectors.joining(", ")));
        }
        return with(explain.notes(), lines);
    }

    /** A person by name and id. */
    static String name(@Nullable String username, UserId user) {
        return username == null || username.isEmpty() ? user.value() : username + " (" + user.value() + ")";
    }

    private String because(Entry cause) {
        String from = cause.gatewayId() == null ? "" : ", " + cause.gatewayId().value();
        String client = cause.client() == null || cause.client().isEmpty() ? "" : ", client " + cause.client();
        return times.of(cause.time()) + " " + cause.type() + " (voice.events/" + cause.partition() + "/"
                + cause.offset() + from + client + "): " + cause.effect().sentence();
    }

    private List<String> entries(List<Entry> entries, String none) {
        Table table =
                new Table("TIME", "OFFSET", "PERSON", "EVENT", "", "WHAT CAME OF IT", "SESSION", "GATEWAY", "CLIENT");
        for (Entry entry : entries) {
            table.row(
                    times.of(entry.time()),
                    Long.toString(entry.offset()),
                    entry.userId() == null ? "" : name(entry.username(), entry.userId()),
                    entry.type(),
                    entry.effect().changed() ? "" : "·",
                    entry.effect().sentence(),
                    entry.sessionId() == null ? "" : entry.sessionId().value(),
                    entry.gatewayId() == null ? "" : entry.gatewayId().value(),
                    text(entry.client()));
        }
        return table.isEmpty() ? List.of(none) : table.lines();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static List<String> with(List<String> notes, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (String note : notes) all.add("Note: " + note);
        return all;
    }
}
