package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready while facts are read; down, with the reason, while the ingest waits for Kafka or PostgreSQL. */
final class IngestHealth implements HealthIndicator {
    private final IngestStatus status;

    IngestHealth(Ingest ingest) {
        status = ingest.status();
    }

    @Override
    public Health health() {
        Health.Builder health = status.state() == IngestStatus.State.READING ? Health.up() : Health.down();
        if (!status.reason().isEmpty()) health.withDetail("reason", status.reason());
        for (VoiceTopic topic : FactReader.TOPICS) health.withDetail(topic.topic() + " lag", status.behind(topic));
        return health.build();
    }
}
