package dev.earshot.gateway.feed;

import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Whoever waits for a row of somebody. Thread-safe. */
final class RowWaits {
    private record Wait(Predicate<PresenceRow> matches, MonoSink<PresenceRow> sink) {}

    private final Map<PresenceKey, List<Wait>> waits = new ConcurrentHashMap<>();

    /** @param current looked at after the wait is known, so that no row slips through between */
    Mono<PresenceRow> await(PresenceKey key, Predicate<PresenceRow> matches, Supplier<Optional<PresenceRow>> current) {
        return Mono.create(sink -> {
            Wait wait = new Wait(matches, sink);
            waits.compute(key, (k, those) -> {
                List<Wait> all = those == null ? new CopyOnWriteArrayList<>() : those;
                all.add(wait);
                return all;
            });
            sink.onDispose(() -> forget(key, wait));
            current.get().filter(matches).ifPresent(sink::success);
        });
    }

    void seen(PresenceKey key, @Nullable PresenceRow row) {
        if (row == null || waits.isEmpty()) return;
        for (Wait wait : waits.getOrDefault(key, List.of())) {
            if (wait.matches().test(row)) wait.sink().success(row);
        }
    }

    private void forget(PresenceKey key, Wait wait) {
        waits.computeIfPresent(key, (k, those) -> {
            those.remove(wait);
            return those.isEmpty() ? null : those;
        });
    }
}
