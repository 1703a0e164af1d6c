package dev.earshot.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.tail.Reading;
import dev.earshot.kafka.tail.TailReader;
import dev.earshot.kafka.tail.TailSettings;
import dev.earshot.kafka.tail.TopicTail;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.SmartLifecycle;

/** Counts the gateways by their ticks in one partition: every gateway ticks in every one, so one is enough. */
final class TickReader implements LiveGateways, TailReader, StuckSource, SmartLifecycle {
    /** The design's: a gateway not heard for 3 s is lost. */
    static final long LOST_AFTER = Duration.ofSeconds(3).toNanos();

    /** Of {@code voice.signals}. */
    static final int PARTITION = 0;

    private static final byte[] TICK = TickWriter.KEY.getBytes(UTF_8);

    private final GatewayId self;
    private final Map<GatewayId, Long> lastHeard = new ConcurrentHashMap<>();
    private final TopicTail tail;

    /** @param settings of a tail of new records in {@link #PARTITION} */
    TickReader(GatewayId self, TailSettings settings) {
        this.self = self;
        this.tail = new TopicTail(settings, this);
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
        tail.start();
    }

    @Override
    public void stop() {
        tail.stop();
    }

    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return tail.isRunning();
    }

    @Override
    public List<Stuck> stuck() {
        return tail.stuck().stream().toList();
    }

    // A gateway is live by its newest tick: there is no view to begin again.
    @Override
    public void began(Reading reading) {}

    @Override
    public void caughtUp() {}

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(record.key(), TICK)) return;
        Decoded<VoiceSignal> decoded = RecordCodec.SIGNALS.decode(record.value());
        // What is not a tick is the projector's to judge: it reads every record of this topic, and this only counts.
        if (decoded instanceof Decoded.Known<VoiceSignal>(VoiceSignal.Tick tick)) {
            lastHeard.put(tick.gateway(), System.nanoTime());
        }
    }
}
