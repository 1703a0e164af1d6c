package dev.earshot.gateway.socket;

import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A session as its socket knows it. Immutable.
 *
 * @param placement null while it is in no channel
 * @param endedIn where presence alone ended its stay, null if it did not: the log decides whether it has, so a leave still goes there
 */
record SessionState(
        UserId user,
        Profile profile,
        GatewayId gateway,
        ConnectionId connection,
        SessionId session,
        ResumeSecret secret,
        @Nullable Placement placement,
        @Nullable GuildId endedIn) {

    /** A session that begins: in no channel. */
    static SessionState begin(
            UserId user,
            Profile profile,
            GatewayId gateway,
            ConnectionId connection,
            SessionId session,
            ResumeSecret secret) {
        return new SessionState(user, profile, gateway, connection, session, secret, null, null);
    }

    boolean isIn(GuildId guild) {
        return placement != null && placement.guild().equals(guild);
    }

    SessionState with(@Nullable Placement next) {
        return new SessionState(user, profile, gateway, connection, session, secret, next, null);
    }

    /** Its row is gone, and nobody has asked for that here. */
    SessionState ended() {
        return new SessionState(
                user,
                profile,
                gateway,
                connection,
                session,
                secret,
                null,
                placement == null ? endedIn : placement.guild());
    }

    SessionState with(Profile shown) {
        return new SessionState(user, shown, gateway, connection, session, secret, placement, endedIn);
    }

    /** This connection goes on as another session of the same user. */
    SessionState as(SessionId other, ResumeSecret itsSecret, Placement where) {
        return new SessionState(user, profile, gateway, connection, other, itsSecret, where, null);
    }
}
