package dev.earshot.gateway.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Since when somebody is in a room without being seen there. Presence removes media, and only after a while: a row that is on
 * its way, or a browser that leaves LiveKit a moment later than the channel, is nothing to act on. Pure but for what it
 * remembers; not thread-safe.
 */
final class UnseenListeners {
    /** How long one may be unseen. With a look every 4 s, whoever is unseen is gone within 10 s. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** LiveKit can answer with an empty list while people talk, so who is missing from one is not forgotten at once. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Map<Listener, Sighting> unseen = new HashMap<>();

    private record Sighting(Instant first, Instant last) {}

    /**
     * Takes in who is in a room now.
     *
     * @return who has been unseen for long enough to be removed
     */
    List<Listener> observe(List<Listener> listed, Predicate<Listener> isSeen, Instant now) {
        List<Listener> due = new ArrayList<>();
        for (Listener listener : listed) {
            if (isSeen.test(listener)) {
                unseen.remove(listener);
                continue;
            }
            Sighting sighting =
                    unseen.merge(listener, new Sighting(now, now), (before, _) -> new Sighting(before.first(), now));
            if (!now.isBefore(sighting.first().plus(GRACE))) due.add(listener);
        }
        unseen.values().removeIf(sighting -> sighting.last().plus(REMEMBERED).isBefore(now));
        return due;
    }

    /** Whether the look at {@code now} was the first to find somebody unseen in the room: the end of their grace is worth another. */
    boolean metSomebody(Room room, Instant now) {
        return unseen.entrySet().stream()
                .anyMatch(met -> met.getKey().room().equals(room)
                        && met.getValue().first().equals(now));
    }
}
