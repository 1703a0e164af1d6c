package dev.earshot.projector.history.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live table beside the log folded anew; speech aside.
 *
 * @param rows how many were compared
 */
public record VerifyAnswer(
        boolean same, List<CheckedAt> checkedAt, long rows, List<Difference> differences, List<String> notes) {

    /**
     * Which moment of the two logs was compared.
     *
     * @param eventsOffset every event below it was folded, and none from it on
     * @param presenceOffset every row below it was read
     */
    public record CheckedAt(int partition, long eventsOffset, long presenceOffset) {}

    /**
     * A row that is not as the log says.
     *
     * @param live as the table has it, null if it has no such row
     * @param folded as it should be, null if there should be none
     * @param fields what differs, if both are there
     */
    public record Difference(
            GuildId guild,
            UserId userId,
            Kind kind,
            @Nullable Participant live,
            @Nullable Participant folded,
            List<String> fields) {}

    /** In what way a row differs. */
    public enum Kind {
        @JsonProperty("wrong")
        WRONG,
        /** It should be there. */
        @JsonProperty("missing")
        MISSING,
        /** It should not be there. */
        @JsonProperty("extra")
        EXTRA
    }
}
