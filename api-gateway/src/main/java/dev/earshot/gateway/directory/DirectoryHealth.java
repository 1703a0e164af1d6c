package dev.earshot.gateway.directory;

import dev.earshot.kafka.Stuck;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Out of service while the directory is read from its beginning or does not exist: before the first time, nobody is a member of anything.
 * The detail {@code stuck} says why it takes long.
 */
@Component("directory")
final class DirectoryHealth implements HealthIndicator {
    private final DirectoryTail tail;

    DirectoryHealth(DirectoryTail tail) {
        this.tail = tail;
    }

    @Override
    public Health health() {
        if (tail.isReady()) return Health.up().build();
        return Health.outOfService()
                .withDetail(
                        Stuck.DETAIL, tail.stuck().stream().map(Stuck::detail).toList())
                .build();
    }
}
