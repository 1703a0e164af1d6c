package dev.earshot.projector.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's stamp as the topic has it. The one that Kafka Streams uses by default throws for a record without a stamp, which
 * a topic that an operator made may hold, and no thread would ever get past it.
 */
final class StampOrZero implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp());
    }
}
