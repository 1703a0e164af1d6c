package dev.earshot.projector.streams;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready while records are folded; otherwise the state of Kafka Streams, or why it waits. */
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
        Health.Builder health = state == KafkaStreams.State.RUNNING ? Health.up() : Health.down();
        return health.withDetail("state", state.name()).build();
    }
}
