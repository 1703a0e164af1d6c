package dev.earshot.gateway.feed;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.DeadLetters;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where records of {@code voice.presence} end that cannot be read: counted, named once in the log, kept in the dead topic. */
final class DeadRows {
    private static final Logger LOG = LoggerFactory.getLogger(DeadRows.class);

    private final Producer<byte[], byte[]> producer;
    private final FeedMetrics metrics;

    DeadRows(Producer<byte[], byte[]> producer, FeedMetrics metrics) {
        this.producer = producer;
        this.metrics = metrics;
    }

    void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        metrics.dead.increment();
        LOG.warn("Unreadable: {}/{}/{}: {}", record.topic(), record.partition(), record.offset(), reason);
        DeadLetters.send(producer, VoiceTopic.PRESENCE, record, reason).whenComplete((_, failure) -> {
            if (failure != null) LOG.warn("The dead topic did not take it: {}", failure.toString());
        });
    }
}
