package dev.earshot.events.fold;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one input did to a guild: the next state, the rows to publish, the facts to record.
 *
 * @param touched users whose stored state differs, whether anybody sees it or not
 * @param closed the channel whose closing is now remembered, null if none
 */
public record Outcome(
        LiveGuild next,
        List<RowWrite> rows,
        List<VoiceChange> facts,
        Set<UserId> touched,
        @Nullable ChannelId closed,
        @Nullable NoEffect noEffect) {

    /**
     * A row as it is now; a tombstone if it is null.
     *
     * @param change what kind of change it was, for operators (header {@code change})
     * @param refusal the socket to be told of a refusal, null for an ordinary row
     */
    public record RowWrite(
            UserId user,
            @Nullable PresenceRow row,
            String change,
            @Nullable Refusal refusal) {}

    /** This outcome and the one that came of its state, of one input: a row that both touched is as the second says. */
    public Outcome then(Outcome second) {
        if (isNothing()) return second;
        Set<UserId> again = second.rows.stream().map(RowWrite::user).collect(Collectors.toSet());
        List<RowWrite> allRows = new ArrayList<>(second.rows);
        for (RowWrite row : rows) if (!again.contains(row.user())) allRows.add(row);
        List<VoiceChange> allFacts = new ArrayList<>(facts);
        allFacts.addAll(second.facts);
        Set<UserId> allTouched = new LinkedHashSet<>(touched);
        allTouched.addAll(second.touched);
        return new Outcome(second.next, allRows, allFacts, allTouched, second.closed, second.noEffect);
    }

    /** Whether anything must be stored or sent. */
    public boolean isNothing() {
        return rows.isEmpty() && facts.isEmpty() && touched.isEmpty() && closed == null;
    }
}
