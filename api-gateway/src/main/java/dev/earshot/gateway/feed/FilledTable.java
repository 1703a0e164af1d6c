package dev.earshot.gateway.feed;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.kafka.tail.Cause;
import dev.earshot.kafka.tail.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code voice.presence} while it is read from the beginning: rows that nobody is shown before all of them are there. */
final class FilledTable implements RowTarget {
    private final Map<GuildId, Map<UserId, PresenceRow>> rows = new HashMap<>();
    private final PartitionPlace[] places;

    FilledTable(Reading reading, int partitions) {
        // Offsets below the old end are given again, and only this gateway knows which of them it has shown.
        String lostTail = reading.cause() == Cause.TRUNCATED
                ? UUID.randomUUID().toString().substring(0, 8)
                : "";
        places = new PartitionPlace[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            long begin = reading.begin(partition);
            places[partition] = new PartitionPlace(new PartitionEpoch(reading.topicId(), begin, 0, lostTail), begin);
        }
    }

    Set<GuildId> guilds() {
        return rows.keySet();
    }

    Map<UserId, PresenceRow> rows(GuildId guild) {
        return rows.getOrDefault(guild, Map.of());
    }

    PartitionPlace place(int partition) {
        return places[partition];
    }

    @Override
    public @Nullable GuildFeed row(
            int partition,
            long offset,
            PresenceKey key,
            @Nullable PresenceRow row,
            @Nullable Refusal refusal,
            String why) {
        Map<UserId, PresenceRow> guild = rows.computeIfAbsent(key.guild(), _ -> new HashMap<>());
        if (row == null) guild.remove(key.user());
        else guild.put(key.user(), row);
        passed(partition, offset + 1);
        return null;
    }

    @Override
    public void generation(int partition, long offset, long generation) {
        places[partition] = places[partition].raised(generation, offset + 1);
    }

    @Override
    public void passed(int partition, long next) {
        places[partition].moved(next);
    }
}
