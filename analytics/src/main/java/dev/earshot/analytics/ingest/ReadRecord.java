package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a fact topic, and what is to be done with it. */
public sealed interface ReadRecord {
    ConsumerRecord<byte[], byte[]> record();

    /** To be written. */
    record Facts(ConsumerRecord<byte[], byte[]> record, List<FactRow> rows) implements ReadRecord {}

    /** Of a type that a newer version writes: counted and skipped. */
    record Unknown(ConsumerRecord<byte[], byte[]> record, String type) implements ReadRecord {}

    /** To the dead topic. */
    record Dead(ConsumerRecord<byte[], byte[]> record, String reason) implements ReadRecord {}
}
