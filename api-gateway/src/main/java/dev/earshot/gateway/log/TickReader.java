package dev.earshot.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Counts the gateways by their ticks in one partition: every gateway ticks in every one, so one is enough. */
final class TickReader implements LiveGateways, SmartLifecycle {
    /** The design's: a gateway not heard for 3 s is lost. */
    static final long LOST_AFTER = Duration.ofSeconds(3).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TickReader.class);
    private static final TopicPartition PARTITION = new TopicPartition(VoiceTopic.SIGNALS.topic(), 0);
    private static final byte[] TICK = TickWriter.KEY.getBytes(UTF_8);

    private final GatewayId self;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<GatewayId, Long> lastHeard = new ConcurrentHashMap<>();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean running;
    private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

    TickReader(GatewayId self, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.self = self;
        this.consumers = consumers;
    }

    @Override
    public int count() {
        return Math.max(1, live().size());
    }

    @Override
    public boolean looksAfter(int partition) {
        return GatewayTurns.isTurnOf(self, live(), partition);
    }

    @Override
    public Map<GatewayId, Duration> silences() {
        long now = System.nanoTime();
        Map<GatewayId, Duration> silences = new HashMap<>();
        live().forEach(gateway -> {
            Long heard = lastHeard.get(gateway);
            if (heard != null) silences.put(gateway, Duration.ofNanos(Math.max(0, now - heard)));
        });
        return silences;
    }

    private Set<GatewayId> live() {
        long now = System.nanoTime();
        lastHeard.values().removeIf(at -> now - at > LOST_AFTER);
        return lastHeard.keySet();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("tick-reader").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) reading.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> reading = consumers.get()) {
                consumer = reading;
                reading.assign(List.of(PARTITION));
                reading.seekToEnd(List.of(PARTITION));
                while (running) reading.poll(Duration.ofSeconds(1)).forEach(this::read);
            } catch (WakeupException stopped) {
                LOG.debug("Woken to stop", stopped);
            } catch (KafkaException broke) {
                LOG.warn("Reading ticks broke; it begins again", broke);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(record.key(), TICK)) return;
        Decoded<VoiceSignal> decoded = RecordCodec.SIGNALS.decode(record.value());
        // What is not a tick is the projector's to judge: it reads every record of this topic, and this only counts.
        if (decoded instanceof Decoded.Known<VoiceSignal>(VoiceSignal.Tick tick)) {
            lastHeard.put(tick.gateway(), System.nanoTime());
        }
    }
}
