package dev.earshot.gateway.log;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@link EventLog} over one idempotent producer. */
final class KafkaEventLog implements EventLog {
    private final Producer<byte[], byte[]> producer;
    private final AppendFailures failures;
    private final VoiceRecords records;
    private final Clock clock;
    private final String source;
    private final Timer appended;
    private final Timer failed;

    KafkaEventLog(
            Producer<byte[], byte[]> producer,
            VoiceTopics topics,
            GatewayId gateway,
            Clock clock,
            AppendFailures failures,
            MeterRegistry meters) {
        this.producer = producer;
        this.failures = failures;
        this.records = new VoiceRecords(topics.partitions());
        this.clock = clock;
        this.source = "/gateways/" + gateway;
        this.appended = timer(meters, "acknowledged");
        this.failed = timer(meters, "failed");
        warmUp();
    }

    @Override
    public Mono<RecordPosition> append(GuildId guild, VoiceEvent event) {
        byte[] value = RecordCodec.EVENTS.encode(event);
        String type = type(event);
        return send(
                records.of(VoiceTopic.EVENTS, guild, value, CloudEvent.of(type, source, clock.instant())),
                type + " of guild " + guild);
    }

    @Override
    public Mono<RecordPosition> append(GuildId guild, VoiceSignal.Speaking signal) {
        byte[] value = RecordCodec.SIGNALS.encode(signal);
        return send(
                records.of(VoiceTopic.SIGNALS, guild, value, CloudEvent.of("speaking", source, clock.instant())),
                "speaking of guild " + guild);
    }

    private Mono<RecordPosition> send(ProducerRecord<byte[], byte[]> record, String what) {
        CompletableFuture<RecordPosition> result = new CompletableFuture<>();
        long began = System.nanoTime();
        try {
            producer.send(record, (metadata, failure) -> {
                failures.settle(record, metadata, failure, what);
                settle(result, began, metadata, failure);
            });
        } catch (KafkaException refused) {
            failures.settle(record, null, refused, what);
            settle(result, began, null, refused);
        }
        return Mono.fromFuture(result, true);
    }

    private void settle(
            CompletableFuture<RecordPosition> result,
            long began,
            @Nullable RecordMetadata metadata,
            @Nullable Exception failure) {
        long took = System.nanoTime() - began;
        if (failure == null && metadata != null) {
            appended.record(took, TimeUnit.NANOSECONDS);
            result.complete(new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()));
            return;
        }
        failed.record(took, TimeUnit.NANOSECONDS);
        result.completeExceptionally(
                AppendRefused.of("An event", failure == null ? new KafkaException("no answer") : failure));
    }

    // A send never waits, so the producer must know its topics before the first one.
    private void warmUp() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (String topic :
                List.of(VoiceTopic.EVENTS.topic(), VoiceTopic.SIGNALS.topic(), VoiceTopic.PRESENCE.deadTopic())) {
            while (!knows(topic) && System.nanoTime() < deadline) LockSupport.parkNanos(10_000_000);
        }
    }

    private boolean knows(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException notYet) {
            return false;
        }
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("earshot.log.append")
                .description("From sending a record until Kafka has it")
                .tag("outcome", outcome)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    private static String type(VoiceEvent event) {
        return switch (event) {
            case VoiceEvent.Joined _ -> "joined";
            case VoiceEvent.Left _ -> "left";
            case VoiceEvent.Disconnected _ -> "disconnected";
            case VoiceEvent.Resumed _ -> "resumed";
            case VoiceEvent.StateSet _ -> "state-set";
            case VoiceEvent.Moderated _ -> "moderated";
            case VoiceEvent.Expired _ -> "expired";
            case VoiceEvent.ChannelClosed _ -> "channel-closed";
            case VoiceEvent.MemberRemoved _ -> "member-removed";
            case VoiceEvent.MediaObserved _ -> "media-observed";
        };
    }
}
