package dev.earshot.gateway.log;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says every second, to every partition, that this gateway lives and whom it heard. Its producer gives a record up after 2 s: an
 * old tick would only tell the lease clock of a time that has passed.
 */
final class TickWriter implements SmartLifecycle {
    /** After which a tick that was not acknowledged is dropped. */
    static final Duration DROPPED_AFTER = Duration.ofSeconds(2);
    /** The key of a tick, which belongs to no guild. */
    static final String KEY = "tick";

    private static final Logger LOG = LoggerFactory.getLogger(TickWriter.class);

    private final Producer<byte[], byte[]> producer;
    private final AppendFailures failures;
    private final VoiceRecords records;
    private final TickPlan plan;
    private final Heard heard;
    private final Clock clock;
    private final String source;
    private final Counter sent;
    private final Counter dropped;
    private volatile @Nullable ScheduledExecutorService timer;

    TickWriter(
            Producer<byte[], byte[]> producer,
            VoiceTopics topics,
            GatewayId gateway,
            Heard heard,
            Clock clock,
            AppendFailures failures,
            MeterRegistry meters) {
        this.failures = failures;
        this.producer = producer;
        this.records = new VoiceRecords(topics.partitions());
        this.plan = new TickPlan(gateway, topics.partitions(), System.nanoTime());
        this.heard = heard;
        this.clock = clock;
        this.source = "/gateways/" + gateway;
        this.sent = meters.counter("earshot.ticks", "outcome", "acknowledged");
        this.dropped = meters.counter("earshot.ticks", "outcome", "dropped");
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("ticks").daemon().factory());
        started.scheduleAtFixedRate(this::tickSafely, 0, 1, TimeUnit.SECONDS);
        timer = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) running.shutdownNow();
        timer = null;
        producer.close(DROPPED_AFTER);
    }

    // Until the sockets are drained, their sessions live.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    // An exception would end the timer for good, and with it every lease of this gateway.
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException broken) {
            dropped.increment();
            LOG.error("A round of ticks failed", broken);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        List<List<VoiceSignal.Tick>> ticks = plan.next(heard, now);
        for (int partition = 0; partition < ticks.size(); partition++) send(partition, ticks.get(partition), now);
    }

    private void send(int partition, List<VoiceSignal.Tick> ticks, long builtAt) {
        AtomicInteger missing = new AtomicInteger(ticks.size());
        for (VoiceSignal.Tick tick : ticks) {
            CloudEvent event = CloudEvent.of(KEY, source, clock.instant());
            byte[] value = RecordCodec.SIGNALS.encode(tick);
            ProducerRecord<byte[], byte[]> record =
                    records.inPartition(VoiceTopic.SIGNALS, partition, KEY, value, event);
            try {
                producer.send(record, (metadata, failure) -> {
                    failures.settle(record, metadata, failure, "ticks");
                    (failure == null ? sent : dropped).increment();
                    if (failure == null && missing.decrementAndGet() == 0) plan.acknowledged(partition, builtAt);
                });
            } catch (KafkaException away) {
                failures.settle(record, null, away, "ticks");
                dropped.increment();
            }
        }
    }
}
