package dev.earshot.gateway.operations;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.tail.TopicRead;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the last minute of {@code voice.signals} for whom other gateways heard: twice what a lease is, so whoever is in no tick of
 * it is on their way out. Blocks; reads without a group, and only when somebody asks.
 */
final class RecentTicks {
    private static final Duration BACK = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final int partitions;

    RecentTicks(Supplier<Consumer<byte[], byte[]>> consumers, int partitions) {
        this.consumers = consumers;
        this.partitions = partitions;
    }

    /** @throws org.apache.kafka.common.KafkaException if Kafka does not answer */
    SignsOfLife.Heard read(Instant now) {
        Map<GatewayId, Instant> gateways = new HashMap<>();
        Map<SessionId, Instant> sessions = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(VoiceTopic.SIGNALS.topic(), partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            Map<TopicPartition, Long> from =
                    since(consumer, all, now.minus(BACK).toEpochMilli());
            TopicRead.stretches(consumer, from, ends, PATIENCE, records -> {
                for (ConsumerRecord<byte[], byte[]> record : records) note(record, gateways, sessions);
                return true;
            });
        }
        return new SignsOfLife.Heard(gateways, sessions);
    }

    /** The first offset from this time on, of partitions that have one. */
    private static Map<TopicPartition, Long> since(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> all, long time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : all) times.put(partition, time);
        Map<TopicPartition, Long> from = new HashMap<>();
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) from.put(partition, found.offset());
        });
        return from;
    }

    private static void note(
            ConsumerRecord<byte[], byte[]> record, Map<GatewayId, Instant> gateways, Map<SessionId, Instant> sessions) {
        // What cannot be read is the projector's to judge, as for every reader of ticks here.
        if (!(RecordCodec.SIGNALS.decode(record.value())
                instanceof Decoded.Known<VoiceSignal>(VoiceSignal.Tick(GatewayId gateway, var heard)))) return;
        Instant said = Instant.ofEpochMilli(record.timestamp());
        gateways.merge(gateway, said, RecentTicks::later);
        for (VoiceSignal.Heard session : heard) {
            sessions.merge(session.session(), said.minusMillis(session.agoMs()), RecentTicks::later);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
