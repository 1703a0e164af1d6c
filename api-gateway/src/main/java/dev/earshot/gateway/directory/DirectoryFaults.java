package dev.earshot.gateway.directory;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The one place for what goes wrong while the directory is read: counted by reason, logged once, set aside. */
@Component
final class DirectoryFaults {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFaults.class);

    private final DirectoryKafka kafka;
    private final MeterRegistry meters;

    DirectoryFaults(DirectoryKafka kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
    }

    /** Written by a newer version: skipped. */
    void unknownType(ConsumerRecord<byte[], byte[]> record, String type) {
        count("unknown-type");
        LOG.warn("Skipped {}: its type {} is not known to this version", position(record), type);
    }

    /** Set aside in the dead topic. Every gateway that reads it does so; the origin header tells that they are one. */
    void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        count("unreadable");
        LOG.warn("Set aside {}: {}", position(record), reason);
        kafka.bury(record, reason).whenComplete((_, failed) -> {
            if (failed == null) return;
            count("dead-topic");
            LOG.warn("{} could not be set aside: {}", position(record), failed.toString());
        });
    }

    /** Reading broke and goes on; the tail has logged why. */
    void tailBroke() {
        count("tail-broke");
    }

    private void count(String reason) {
        meters.counter("earshot.directory.faults", "reason", reason).increment();
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
