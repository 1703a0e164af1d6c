package dev.earshot.projector.repair;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of ours that Kafka did not take.
 *
 * @param topic where it was to be written
 * @param partition of that topic, -1 if none was chosen yet
 * @param origin the input that caused it, {@code topic/partition/offset}; empty for a record that no input caused
 * @param cause what Kafka says, by the simple name of its exception
 * @param sentence for operators, without the record's content
 * @param bystander whether only another record of the same request was at fault: sent again, it is taken
 */
@SuppressWarnings("ArrayRecordComponent") // a record's bytes, never compared
public record RefusedOutput(
        String topic,
        int partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        long timestamp,
        String origin,
        String cause,
        String sentence,
        boolean bystander) {}
