package dev.earshot.analytics.rollup;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down, with the reason, while the sums do not follow the facts: answers are then older than they say. Not part of readiness. */
@Component("rollup")
final class RollUpHealth implements HealthIndicator {
    private final RollUp rollUp;

    RollUpHealth(RollUp rollUp) {
        this.rollUp = rollUp;
    }

    @Override
    public Health health() {
        String failing = rollUp.failing();
        return failing == null
                ? Health.up().build()
                : Health.down().withDetail("reason", failing).build();
    }
}
