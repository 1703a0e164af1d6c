package dev.earshot.projector.history.answer;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How two moments of a guild differ; speech aside. */
public record DiffAnswer(GuildId guild, Instant from, Instant to, List<Changed> changes, List<String> notes) {

    /**
     * A person who is shown differently.
     *
     * @param before null if they were in no channel
     * @param after null if they are in none
     * @param causes for each difference the last event that made it, oldest first
     */
    public record Changed(
            UserId userId,
            String username,
            @Nullable Participant before,
            @Nullable Participant after,
            List<Entry> causes) {}
}
