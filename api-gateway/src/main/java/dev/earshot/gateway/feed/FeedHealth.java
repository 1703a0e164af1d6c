package dev.earshot.gateway.feed;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready until {@code voice.presence} was read up to where it ended at the start. In health and readiness as {@code feed}. */
@Component("feed")
final class FeedHealth implements HealthIndicator {
    private final PresenceTable table;

    FeedHealth(PresenceTable table) {
        this.table = table;
    }

    @Override
    public Health health() {
        return (table.ready() ? Health.up() : Health.outOfService()).build();
    }
}
