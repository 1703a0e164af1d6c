package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.Stuck;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready while facts are read; down, with the reason, while the ingest waits for Kafka or PostgreSQL or while a partition stands
 * still: the detail {@code stuck} names each.
 */
final class IngestHealth implements HealthIndicator {
    private final IngestStatus status;

    IngestHealth(Ingest ingest) {
        status = ingest.status();
    }

    @Override
    public Health health() {
        List<Stuck> stuck = status.stuck();
        boolean reads = status.state() == IngestStatus.State.READING && stuck.isEmpty() && !status.kafkaIsSilent();
        Health.Builder health = reads ? Health.up() : Health.down();
        if (!stuck.isEmpty())
            health.withDetail(Stuck.DETAIL, stuck.stream().map(Stuck::detail).toList());
        if (!status.reason().isEmpty()) health.withDetail("reason", status.reason());
        if (!status.notes().isEmpty()) health.withDetail("notes", status.notes());
        for (VoiceTopic topic : FactReader.TOPICS) health.withDetail(topic.topic() + " lag", status.behind(topic));
        return health.build();
    }
}
