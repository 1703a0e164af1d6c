package dev.earshot.gateway.socket;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.presence.RefusalCode;
import org.jspecify.annotations.Nullable;

/** What a row of the session's user means for this socket. */
sealed interface RowVerdict {
    record Nothing() implements RowVerdict {}

    /** The session is there, by this connection. @param first whether that is news, or the channel is another */
    record Seated(GuildId guild, PresenceRow row, boolean first) implements RowVerdict {}

    /** The session went on with another socket. */
    record TakenOver() implements RowVerdict {}

    /** Another session of the same person took its place. */
    record Replaced(GuildId guild, ChannelId channel, SessionId by) implements RowVerdict {}

    /** The session is in no channel any more. */
    record Ended() implements RowVerdict {}

    /** @param stays the place that the session keeps, null if it has none */
    record Refused(RefusalCode code, @Nullable PresenceRow stays) implements RowVerdict {}

    /**
     * Decides. Pure.
     *
     * @param row null if the user is in no channel of the guild
     * @param refusal null unless the record tells a socket that it was refused
     */
    static RowVerdict of(SessionState state, GuildId guild, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        boolean mine = row != null && row.sessionId().equals(state.session());
        boolean seated = row != null && mine && row.connectionId().equals(state.connection());
        if (refusal != null && refusal.connection().equals(state.connection())) {
            return new Refused(refusal.code(), seated ? row : null);
        }
        Placement here = state.placement();
        boolean inGuild = state.isIn(guild);
        if (row == null) return here != null && inGuild && here.seen() ? new Ended() : new Nothing();
        if (seated) return seat(here, inGuild, guild, row);
        if (here == null || !inGuild) return new Nothing();
        // Only what came after our own join or resume is newer than we are. An older row is the one that we replace;
        // and while Kafka has not said where ours is, nobody knows: the row is looked at again when it has.
        boolean newer = here.ownOffset() != Placement.UNKNOWN && row.connectionSetAt() > here.ownOffset();
        if (!newer) return new Nothing();
        return mine ? new TakenOver() : new Replaced(guild, here.channel(), row.sessionId());
    }

    // Rows come later than acks. One that was written before our newest join shows where we were, and the tombstone
    // of a leave long past may follow it: whoever believed them would forget the join, and never take it back. Who
    // changes quickly between two guilds was so left in both.
    private static RowVerdict seat(@Nullable Placement here, boolean inGuild, GuildId guild, PresenceRow row) {
        if (here == null) return new Seated(guild, row, true);
        boolean stale = here.ownOffset() == Placement.UNKNOWN || row.connectionSetAt() < here.ownOffset();
        if (!inGuild || stale) return new Nothing();
        return new Seated(guild, row, !here.seen() || !here.channel().equals(row.channelId()));
    }
}
