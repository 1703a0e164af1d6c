package dev.earshot.gateway.operations;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
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
            consumer.assign(all);
            seek(consumer, all, now.minus(BACK).toEpochMilli());
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!reached(consumer, ends) && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    note(record, gateways, sessions);
                }
            }
        }
        return new SignsOfLife.Heard(gateways, sessions);
    }

    private static void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> all, long since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : all) times.put(partition, since);
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) consumer.seekToEnd(List.of(partition));
            else consumer.seek(partition, found.offset());
        });
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
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
