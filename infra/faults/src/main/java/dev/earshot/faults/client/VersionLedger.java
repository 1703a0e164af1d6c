package dev.earshot.faults.client;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What every client saw under each (guild, epoch, version). The protocol promises that these never name two contents, on
 * whatever gateway and however often anything restarts; this is where a broken promise shows. Thread-safe.
 */
public final class VersionLedger {
    private record Named(String guildId, String epoch, long version) {}

    private final Map<Named, Map<String, GuildTwin.Seat>> contents = new ConcurrentHashMap<>();
    private final Queue<String> conflicts = new ConcurrentLinkedQueue<>();

    void saw(GuildTwin twin) {
        if (twin.hole()) return;
        Named name = new Named(twin.guildId(), twin.epoch(), twin.version());
        Map<String, GuildTwin.Seat> known = contents.putIfAbsent(name, twin.seats());
        if (known != null && !known.equals(twin.seats())) {
            conflicts.add(name + " was " + known + " and is " + twin.seats());
        }
    }

    /** A sentence for each version that named two contents; empty if the promise holds. */
    public Queue<String> conflicts() {
        return conflicts;
    }

    /** How many versions were seen. */
    public int size() {
        return contents.size();
    }
}
