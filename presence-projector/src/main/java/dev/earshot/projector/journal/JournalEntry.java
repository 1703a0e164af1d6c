package dev.earshot.projector.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.state.ClosedChannel;
import dev.earshot.projector.state.StoredUser;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one input did to one guild: enough to store its effect again and to send its outputs again.
 *
 * @param number running number in the guild, from 1
 * @param cause the input
 * @param at the fold's time at the input
 * @param users whoever's stored state the input changed, whole
 * @param closed the channel it closed, null if none
 * @param rows whose rows must be published
 * @param facts for {@code voice.changes}, as they were decided
 * @param expiries verdicts for {@code voice.events}, as they were decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JournalEntry(
        long number,
        Cause cause,
        Instant at,
        List<StoredUser> users,
        @Nullable ClosedChannel closed,
        List<TouchedRow> rows,
        List<VoiceChange> facts,
        List<VoiceEvent.Expired> expiries) {

    /**
     * A row to publish as it is when it is sent, which after a restart may be later than the input: nobody flickers back.
     *
     * @param gone whether the input took the person out
     * @param change the kind of change, as the header says it
     * @param refusal the socket to be told of a refusal, null for an ordinary row
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TouchedRow(
            UserId user,
            boolean gone,
            String change,
            @Nullable Refusal refusal) {}

    /** The entry of an outcome. */
    public static JournalEntry of(
            long number, Cause cause, Instant at, Outcome outcome, List<VoiceEvent.Expired> expiries) {
        LiveGuild next = outcome.next();
        ClosedChannel closed = outcome.closed() == null
                ? null
                : new ClosedChannel(outcome.closed(), next.presence().closed().getOrDefault(outcome.closed(), 0L));
        return new JournalEntry(
                number,
                cause,
                at,
                outcome.touched().stream()
                        .map(user -> StoredUser.of(user, next))
                        .toList(),
                closed,
                outcome.rows().stream()
                        .map(row -> new TouchedRow(row.user(), row.row() == null, row.change(), row.refusal()))
                        .toList(),
                outcome.facts(),
                expiries);
    }

    /** Only that the input was folded, and when. */
    public JournalEntry bare() {
        return new JournalEntry(number, cause, at, List.of(), null, List.of(), List.of(), List.of());
    }

    /** The entry's key in the store: a guild's entries lie in their order. */
    static String key(GuildId guild, long number) {
        return PREFIX + guild + '/' + "%016x".formatted(number);
    }

    static final String PREFIX = "j/";
}
