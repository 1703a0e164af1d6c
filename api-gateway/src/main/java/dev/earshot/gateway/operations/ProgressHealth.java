package dev.earshot.gateway.operations;

import dev.earshot.gateway.log.StuckSource;
import dev.earshot.kafka.Stuck;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while a partition that this gateway writes or reads stands still; the detail {@code stuck} names each. Not part of readiness:
 * what a gateway has in memory is still true and its sockets are best kept, and Kafka is away for every other gateway too.
 */
@Component("progress")
final class ProgressHealth implements HealthIndicator {
    private final ObjectProvider<StuckSource> sources;

    ProgressHealth(ObjectProvider<StuckSource> sources) {
        this.sources = sources;
    }

    List<Stuck> stuck() {
        return sources.stream().flatMap(source -> source.stuck().stream()).toList();
    }

    @Override
    public Health health() {
        List<Stuck> stuck = stuck();
        if (stuck.isEmpty()) return Health.up().build();
        return Health.down()
                .withDetail(Stuck.DETAIL, stuck.stream().map(Stuck::detail).toList())
                .build();
    }
}
