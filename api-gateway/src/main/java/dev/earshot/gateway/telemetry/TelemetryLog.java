package dev.earshot.gateway.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.log.AppendFailures;
import dev.earshot.gateway.log.AppendRefused;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.log.VoiceTopics;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Appends telemetry through a producer of its own, made when the first comes, on a thread of its own: commands never wait for
 * it. While Kafka is away it is dropped and counted, and told in the log once until Kafka is back.
 */
@Component
public final class TelemetryLog implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryLog.class);
    /** Frames that may wait for the sending thread: some seconds of a full gateway. */
    private static final int WAITING = 2_000;
    /** What may wait for Kafka, in bytes: half a minute of a full gateway. */
    private static final long BUFFER_BYTES = 4L << 20;
    /** A record that Kafka does not have by then is dropped. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);

    private final KafkaProperties settings;
    private final VoiceRecords records;
    private final String source;
    private final Clock clock;
    private final AppendFailures failures;
    private final MeterRegistry meters;
    private final AtomicBoolean isTold = new AtomicBoolean();
    private final Scheduler sender = Schedulers.newBoundedElastic(1, WAITING, "telemetry", 60, true);
    /** The sending thread's, until that has ended. */
    private volatile @Nullable Producer<byte[], byte[]> producer;

    TelemetryLog(
            KafkaProperties settings,
            VoiceTopics topics,
            GatewayId gateway,
            Clock clock,
            AppendFailures failures,
            MeterRegistry meters) {
        this.failures = failures;
        this.settings = settings;
        this.records = new VoiceRecords(topics.partitions());
        this.source = "/gateways/" + gateway;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Cleans and appends what a client said, at once, subscribed or not.
     *
     * @return when Kafka has all of it; fails with {@link LogUnavailable} if some was dropped, with {@link AppendRefused} if Kafka
     *     does not take it at all
     */
    public Mono<Void> append(Origin origin, ClientFrame.Telemetry said) {
        Mono<Void> appended = Flux.defer(() -> Flux.fromIterable(TelemetryRecords.of(origin, said, clock.instant())))
                .flatMap(this::send, Integer.MAX_VALUE)
                .then()
                .subscribeOn(sender)
                .doOnError(this::dropped)
                .onErrorMap(failed -> AppendRefused.of("Telemetry", failed))
                .cache();
        appended.subscribe(null, _ -> {});
        return appended;
    }

    private Mono<Void> send(VoiceTelemetry one) {
        return Mono.create(sink -> {
            ProducerRecord<byte[], byte[]> record = record(one);
            try {
                producer().send(record, (metadata, failed) -> {
                    failures.settle(record, metadata, failed, RecordCodec.typeOf(one));
                    if (failed != null) sink.error(failed);
                    else {
                        meters.counter("earshot.telemetry.records", "type", RecordCodec.typeOf(one))
                                .increment();
                        isTold.set(false);
                        sink.success();
                    }
                });
            } catch (KafkaException away) {
                failures.settle(record, null, away, RecordCodec.typeOf(one));
                sink.error(away);
            }
        });
    }

    private void dropped(Throwable cause) {
        meters.counter("earshot.telemetry.dropped").increment();
        if (!isTold.getAndSet(true)) LOG.warn("Dropping telemetry until Kafka takes it: {}", cause.toString());
    }

    private ProducerRecord<byte[], byte[]> record(VoiceTelemetry one) {
        CloudEvent attributes = CloudEvent.of(RecordCodec.typeOf(one), source, one.at());
        byte[] value = RecordCodec.TELEMETRY.encode(one);
        GuildId guild = guild(one);
        if (guild != null) return records.of(VoiceTopic.TELEMETRY, guild, value, attributes);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(VoiceTopic.TELEMETRY.topic(), VoiceTopic.NO_GUILD.getBytes(UTF_8), value);
        attributes.writeTo(record.headers());
        return record;
    }

    private static @Nullable GuildId guild(VoiceTelemetry one) {
        return switch (one) {
            case VoiceTelemetry.QualitySampled sampled -> sampled.guild();
            case VoiceTelemetry.ClientErred erred -> erred.guild();
        };
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> there = producer;
        if (there != null) return there;
        Map<String, Object> config = settings.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        // Nobody waits for it, and one request for many guilds' records costs the broker less.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) ACKNOWLEDGED_WITHIN.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ACKNOWLEDGED_WITHIN.toMillis() / 2);
        there = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer = there;
        return there;
    }

    @Override
    public void destroy() {
        sender.dispose();
        Producer<byte[], byte[]> there = producer;
        if (there != null) there.close(Duration.ofSeconds(1));
    }
}
