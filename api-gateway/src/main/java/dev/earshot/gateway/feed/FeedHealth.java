package dev.earshot.gateway.feed;

import dev.earshot.kafka.Stuck;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Out of service while {@code voice.presence} is read from its beginning or does not exist; the detail {@code stuck} says why it takes
 * long. In health and readiness as {@code feed}. A tail that stands still although its view is whole is health's alone, for what sockets
 * have is still the best there is.
 */
@Component("feed")
final class FeedHealth implements HealthIndicator {
    private final PresenceTable table;
    private final PresenceTail tail;

    FeedHealth(PresenceTable table, PresenceTail tail) {
        this.table = table;
        this.tail = tail;
    }

    @Override
    public Health health() {
        if (table.ready()) return Health.up().build();
        return Health.outOfService()
                .withDetail(
                        Stuck.DETAIL, tail.stuck().stream().map(Stuck::detail).toList())
                .build();
    }
}
