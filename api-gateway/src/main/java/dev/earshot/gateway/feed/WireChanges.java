package dev.earshot.gateway.feed;

import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.wire.WireChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a row's change looks like to somebody who sees only some channels. Pure. What differs in nothing visible is nothing. */
final class WireChanges {
    private WireChanges() {}

    static List<WireChange> of(RowChange change, Visible visible) {
        PresenceRow before = seen(change.before(), visible);
        PresenceRow after = seen(change.after(), visible);
        if (after == null) {
            if (before == null) return List.of();
            String reason = change.after() == null ? reason(change.why()) : "moved-hidden";
            return List.of(new WireChange.Leave(before.channelId(), before.userId(), reason));
        }
        if (before == null) return List.of(new WireChange.Join(after));
        if (!before.channelId().equals(after.channelId())) {
            return List.of(new WireChange.Move(after, before.channelId()));
        }
        return another(before, after) ? List.of(new WireChange.Join(after)) : differences(before, after);
    }

    private static @Nullable PresenceRow seen(@Nullable PresenceRow row, Visible visible) {
        return row != null && visible.sees(row.channelId()) ? row : null;
    }

    // Another session, name or picture: the whole participant again.
    private static boolean another(PresenceRow before, PresenceRow after) {
        return !before.sessionId().equals(after.sessionId())
                || !before.profile().equals(after.profile())
                || !before.joinedAt().equals(after.joinedAt());
    }

    private static List<WireChange> differences(PresenceRow before, PresenceRow after) {
        List<WireChange> changes = new ArrayList<>(2);
        boolean state = !before.own().equals(after.own())
                || !before.moderation().equals(after.moderation())
                || before.connection() != after.connection();
        if (state) changes.add(new WireChange.State(before, after));
        if (before.speaking() != after.speaking()) {
            changes.add(new WireChange.Speaking(after.channelId(), after.userId(), after.speaking()));
        }
        return changes;
    }

    private static String reason(String why) {
        return switch (why) {
            case "expired" -> "expired";
            case "removed", "permission-lost" -> "removed";
            case "channel-closed" -> "closed";
            default -> "left";
        };
    }
}
