package dev.earshot.local.history;

import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.VerifyAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the comparison of the live table with the log has found, as lines. Pure. */
final class VerifyText {
    private VerifyText() {}

    static List<String> of(VerifyAnswer answer) {
        List<String> lines = new ArrayList<>();
        Table places = new Table("PARTITION", "EVENTS UP TO", "ROWS UP TO");
        for (VerifyAnswer.CheckedAt at : answer.checkedAt()) {
            places.row("" + at.partition(), "" + at.eventsOffset(), "" + at.presenceOffset());
        }
        lines.addAll(places.lines());
        Table rows = new Table("ROW", "GUILD", "PERSON", "LIVE TABLE", "LOG", "DIFFERS IN");
        for (VerifyAnswer.Difference difference : answer.differences()) {
            rows.row(
                    difference.kind().name().toLowerCase(Locale.ROOT),
                    difference.guild().value(),
                    AnswerText.name(name(difference), difference.userId()),
                    PersonText.where(difference.live()),
                    PersonText.where(difference.folded()),
                    String.join(", ", difference.fields()));
        }
        lines.addAll(rows.lines());
        lines.add(
                answer.same()
                        ? "The live table is what the log says: " + answer.rows() + " rows compared."
                        : answer.differences().size() + " of " + answer.rows() + " rows are not what the log says.");
        return AnswerText.with(answer.notes(), lines);
    }

    private static @Nullable String name(VerifyAnswer.Difference difference) {
        Participant known = difference.live() == null ? difference.folded() : difference.live();
        return known == null ? null : known.username();
    }
}
