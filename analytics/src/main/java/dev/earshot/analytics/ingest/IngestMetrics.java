package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The ingest's counters and gauges, all beginning with {@code earshot.ingest}. */
final class IngestMetrics {
    private final MeterRegistry registry;
    private final Counter written;
    private final Counter repeated;

    IngestMetrics(MeterRegistry registry, IngestStatus status) {
        this.registry = registry;
        written = Counter.builder("earshot.ingest.rows")
                .description("Rows written")
                .register(registry);
        repeated = Counter.builder("earshot.ingest.repeated")
                .description("Rows that were there already: repeats are expected and harmless")
                .register(registry);
        for (VoiceTopic topic : FactReader.TOPICS) {
            Gauge.builder("earshot.ingest.lag", status, s -> s.behind(topic))
                    .description("Records not yet in the database")
                    .tag("topic", topic.topic())
                    .register(registry);
        }
    }

    void written(BatchWriter.Written done) {
        written.increment(done.newRows());
        repeated.increment(done.repeatedRows());
        done.batch().unknown().forEach(read -> count("earshot.ingest.unknown", read));
        done.batch().dead().forEach(read -> count("earshot.ingest.dead", read));
    }

    void failed(String reason) {
        registry.counter("earshot.ingest.failures", "reason", reason).increment();
    }

    private void count(String name, ReadRecord read) {
        registry.counter(name, "topic", read.record().topic()).increment();
    }
}
