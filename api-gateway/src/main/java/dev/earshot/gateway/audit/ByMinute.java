package dev.earshot.gateway.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was gathered in each minute, by key, oldest first. No clock of its own; not thread-safe. */
final class ByMinute<K, V> {
    /** More than this many at once are let go early, the oldest first: memory is bounded whoever asks. */
    static final int MOST = 10_000;

    private final Map<Timed<K>, V> gathered = new LinkedHashMap<>();

    private record Timed<K>(K key, Instant minute) {}

    /** What was gathered of this key in the minute of this time. */
    @Nullable
    V get(K key, Instant at) {
        return gathered.get(timed(key, at));
    }

    /** Keeps this instead of what was there. @return the oldest of all, taken out, if there is no room for both */
    Optional<V> put(K key, Instant at, V value) {
        gathered.put(timed(key, at), value);
        if (gathered.size() <= MOST) return Optional.empty();
        Iterator<V> oldest = gathered.values().iterator();
        V ready = oldest.next();
        oldest.remove();
        return Optional.of(ready);
    }

    /** Takes out what was gathered in minutes that were over at this time. */
    List<V> over(Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        List<V> over = new ArrayList<>();
        gathered.entrySet().removeIf(entry -> {
            boolean isOver = entry.getKey().minute().isBefore(minute);
            if (isOver) over.add(entry.getValue());
            return isOver;
        });
        return over;
    }

    /** Takes everything out. */
    List<V> all() {
        List<V> all = List.copyOf(gathered.values());
        gathered.clear();
        return all;
    }

    private static <K> Timed<K> timed(K key, Instant at) {
        return new Timed<>(key, at.truncatedTo(ChronoUnit.MINUTES));
    }
}
