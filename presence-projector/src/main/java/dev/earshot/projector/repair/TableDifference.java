package dev.earshot.projector.repair;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.GuildPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which rows of a partition's table are not as the state has them. Pure. */
public final class TableDifference {
    private TableDifference() {}

    /**
     * @param table values by key
     * @param guilds of the partition
     * @param wanted which guilds matter
     * @return the right row by its key, empty for a tombstone
     */
    public static Map<PresenceKey, Optional<PresenceRow>> of(
            Map<String, byte[]> table,
            Map<GuildId, LiveGuild> guilds,
            Predicate<GuildId> wanted,
            int partition,
            int partitions) {
        Map<PresenceKey, Optional<PresenceRow>> differing = new HashMap<>();
        guilds.forEach((guild, state) -> {
            if (!wanted.test(guild)) return;
            state.presence().members().forEach(member -> {
                PresenceKey key = new PresenceKey(guild, member.user());
                PresenceRow row = state.row(member.user());
                if (row != null && !isSame(table.get(key.toString()), row)) differing.put(key, Optional.of(row));
            });
        });
        table.keySet().forEach(text -> {
            PresenceKey key = key(text);
            // A row in another guild's partition is nobody's: a tombstone for it would go elsewhere.
            if (key == null || GuildPartition.of(key.guild(), partitions) != partition || !wanted.test(key.guild()))
                return;
            LiveGuild state = guilds.getOrDefault(key.guild(), LiveGuild.EMPTY);
            if (state.presence().member(key.user()) == null) differing.put(key, Optional.empty());
        });
        return differing;
    }

    private static boolean isSame(byte @Nullable [] value, PresenceRow row) {
        return value != null
                && RecordCodec.PRESENCE.decode(value) instanceof Decoded.Known<PresenceRow>(PresenceRow there)
                && there.equals(row);
    }

    private static @Nullable PresenceKey key(String text) {
        try {
            return PresenceKey.parse(text);
        } catch (IllegalArgumentException noRow) {
            return null;
        }
    }
}
