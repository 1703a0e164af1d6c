package dev.earshot.projector.journal;

import dev.earshot.events.change.Cause;
import dev.earshot.events.id.GuildId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries from before the start, by input: Kafka may give these inputs again, once, in their order. Forgotten as the inputs
 * go past them.
 */
final class EarlierEntries {
    private final Map<String, NavigableMap<Long, Map<GuildId, String>>> keys = new HashMap<>();

    void add(GuildId guild, Cause cause, String key) {
        keys.computeIfAbsent(cause.topic(), _ -> new TreeMap<>())
                .computeIfAbsent(cause.offset(), _ -> new HashMap<>(1))
                .put(guild, key);
    }

    /** The store's key of what this input did to the guild; null if it did nothing. */
    @Nullable
    String key(GuildId guild, Cause cause) {
        return of(cause).get(guild);
    }

    /** The guilds to which this input did anything. */
    Set<GuildId> guilds(Cause cause) {
        return of(cause).keySet();
    }

    private Map<GuildId, String> of(Cause cause) {
        NavigableMap<Long, Map<GuildId, String>> topic = keys.get(cause.topic());
        if (topic == null) return Map.of();
        topic.headMap(cause.offset()).clear();
        return topic.getOrDefault(cause.offset(), Map.of());
    }
}
