package dev.earshot.gateway.directory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Out of service until the directory has been read once: before that, nobody is a member of anything. */
@Component("directory")
final class DirectoryHealth implements HealthIndicator {
    private final DirectoryTail tail;

    DirectoryHealth(DirectoryTail tail) {
        this.tail = tail;
    }

    @Override
    public Health health() {
        return tail.isReady() ? Health.up().build() : Health.outOfService().build();
    }
}
