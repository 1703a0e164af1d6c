package dev.earshot.projector.streams;

import dev.earshot.kafka.Stuck;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready while records are folded and every row is in the table; otherwise the state of Kafka Streams, why it waits, or what is
 * stuck and where.
 */
final class StreamsHealth implements HealthIndicator {
    private final RunningStreams streams;

    StreamsHealth(RunningStreams streams) {
        this.streams = streams;
    }

    @Override
    public Health health() {
        KafkaStreams.State state = streams.state();
        if (state == null)
            return Health.down().withDetail("reason", streams.reason()).build();
        List<Stuck> stuck = streams.stuck();
        String silence = streams.silence();
        boolean up = state == KafkaStreams.State.RUNNING && stuck.isEmpty() && silence.isEmpty();
        Health.Builder health = (up ? Health.up() : Health.down()).withDetail("state", state.name());
        if (!silence.isEmpty()) health.withDetail("reason", silence);
        if (!stuck.isEmpty())
            health.withDetail("stuck", stuck.stream().map(Stuck::detail).toList());
        return health.build();
    }
}
