package dev.earshot.projector.history.answer;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a person was shown as they were.
 *
 * @param shown null if they were in no channel
 * @param sentence the answer in short
 * @param because each thing that was shown, with the event that last set it
 */
public record ExplainAnswer(
        GuildId guild,
        UserId userId,
        Instant at,
        @Nullable Participant shown,
        String sentence,
        List<Because> because,
        List<String> notes) {

    /**
     * @param what a field of the participant, such as {@code muted}; {@code gone} if they were in no channel
     * @param value what it was, as a person reads it
     */
    public record Because(String what, String value, String sentence, Entry cause) {}
}
