package dev.earshot.gateway.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Who of this gateway's writers waits to read their own record back, by its {@code ce_id}. Asked for before the record is
 * sent, since the tail may well be faster than the acknowledgement.
 */
@Component
final class DirectoryReceipts {
    private final Map<String, Sinks.One<Optional<GuildView>>> waiting = new ConcurrentHashMap<>();

    /** The view that the record made, or empty if it lost. The caller sets a timeout, and {@link #forget forgets} it. */
    Mono<Optional<GuildView>> expect(String id) {
        Sinks.One<Optional<GuildView>> receipt = Sinks.one();
        waiting.put(id, receipt);
        return receipt.asMono();
    }

    void forget(String id) {
        waiting.remove(id);
    }

    void read(String id, Optional<GuildView> outcome) {
        Sinks.One<Optional<GuildView>> receipt = waiting.get(id);
        if (receipt != null) receipt.tryEmitValue(outcome);
    }
}
