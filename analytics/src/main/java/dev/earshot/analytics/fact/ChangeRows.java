package dev.earshot.analytics.fact;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import java.util.List;

/** A record of {@code voice.changes} as rows. A move ends one stay and begins the next, so it is two. */
public final class ChangeRows {
    /** Why a stay ended that did not end its call. */
    public static final String MOVED = "moved";

    private ChangeRows() {}

    /** @throws Unstorable if it holds what no fact may hold */
    public static List<FactRow> of(VoiceChange change) {
        FactKey key = new FactKey(change.cause(), change.at());
        return switch (change) {
            case VoiceChange.Joined joined ->
                List.of(new FactRow.StayStarted(
                        key,
                        joined.guild(),
                        joined.user(),
                        joined.profile().username(),
                        joined.session(),
                        new FactRow.Call(joined.callId(), joined.at()),
                        joined.channel(),
                        true,
                        joined.client()));
            case VoiceChange.Moved moved -> moved(key, moved);
            case VoiceChange.Left left ->
                List.of(new FactRow.StayEnded(
                        key,
                        left.guild(),
                        left.user(),
                        left.profile().username(),
                        left.session(),
                        new FactRow.Call(left.callId(), left.callBegan()),
                        left.stay(),
                        text(left.why())));
            case VoiceChange.StateChanged(
                    var _,
                    var _,
                    var guild,
                    var user,
                    var session,
                    var callId,
                    var channel,
                    var own,
                    var moderation,
                    var connection) ->
                List.of(new FactRow.StateChanged(
                        key, guild, user, session, callId, channel, own, moderation, connection));
            case VoiceChange.Spoke(
                    var _,
                    var _,
                    var guild,
                    var user,
                    var session,
                    var callId,
                    var channel,
                    var began) -> List.of(new FactRow.Spoke(key, guild, user, session, callId, channel, began));
            case VoiceChange.Refused(var _, var _, var guild, var user, var session, var channel, var code) ->
                List.of(new FactRow.Refused(key, guild, user, session, channel, code));
            case VoiceChange.ClockSetBack(var _, var _, var guild, var from) ->
                List.of(new FactRow.ClockSetBack(key, guild, from));
        };
    }

    private static List<FactRow> moved(FactKey key, VoiceChange.Moved moved) {
        FactRow.Call call = new FactRow.Call(moved.callId(), moved.callBegan());
        String username = moved.profile().username();
        return List.of(
                new FactRow.StayEnded(
                        key, moved.guild(), moved.user(), username, moved.session(), call, moved.stay(), MOVED),
                new FactRow.StayStarted(
                        key,
                        moved.guild(),
                        moved.user(),
                        username,
                        moved.session(),
                        call,
                        moved.channel(),
                        false,
                        null));
    }

    /** As in the record's JSON. */
    static String text(EndReason why) {
        return switch (why) {
            case LEFT -> "left";
            case EXPIRED -> "expired";
            case REPLACED -> "replaced";
            case PERMISSION_LOST -> "permission-lost";
            case REMOVED -> "removed";
            case CHANNEL_CLOSED -> "channel-closed";
            case CLOCK_SET_BACK -> "clock-set-back";
        };
    }
}
