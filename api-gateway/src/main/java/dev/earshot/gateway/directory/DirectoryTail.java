package dev.earshot.gateway.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Reads {@code voice.directory} from the beginning and then for ever, on a thread of its own, with no group: every gateway
 * reads all of it. Kafka being away only pauses it.
 */
@Component
public final class DirectoryTail implements SmartLifecycle {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final DirectoryViews views;
    private final DirectoryReceipts receipts;
    private final DirectoryFaults faults;
    private final Sinks.Empty<Void> caughtUp = Sinks.empty();
    private final AtomicBoolean ready = new AtomicBoolean();
    private volatile boolean running;
    private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

    DirectoryTail(DirectoryKafka kafka, DirectoryViews views, DirectoryReceipts receipts, DirectoryFaults faults) {
        this.consumers = kafka::newConsumer;
        this.views = views;
        this.receipts = receipts;
        this.faults = faults;
    }

    /** Completes once everything that was there at the start has been read. */
    public Mono<Void> caughtUp() {
        return caughtUp.asMono();
    }

    /** Whether everything that was there at the start has been read. */
    public boolean isReady() {
        return ready.get();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("directory-tail").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            // No interrupt, which would leave the consumer half closed; it looks up after each poll.
            thread.join(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (KafkaException broke) {
                faults.tailBroke(broke);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    // After a break it begins again: what is applied already expects an older version, and so changes nothing.
    private void follow(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = assignAll(consumer);
        while (running) {
            consumer.poll(POLL).forEach(this::read);
            if (!ready.get()) announceIfReached(consumer, ends);
        }
    }

    private static Map<TopicPartition, Long> assignAll(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(VoiceTopic.DIRECTORY.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private void announceIfReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            ready.set(true);
            caughtUp.tryEmitEmpty();
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        Decoded<DirectoryEvent> decoded = RecordCodec.DIRECTORY.decode(record.value());
        switch (decoded) {
            case Decoded.Known<DirectoryEvent> known -> apply(record, known.value());
            case Decoded.UnknownType<DirectoryEvent> unknown -> faults.unknownType(record, unknown.type());
            case Decoded.Unreadable<DirectoryEvent> unreadable -> faults.unreadable(record, unreadable.reason());
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, DirectoryEvent event) {
        GuildId guild;
        try {
            guild = new GuildId(new String(record.key() == null ? new byte[0] : record.key(), UTF_8));
        } catch (IllegalArgumentException notAGuild) {
            faults.unreadable(record, "The key is not a guild id");
            return;
        }
        Optional<GuildView> applied = views.apply(guild, record.offset(), event);
        CloudEvent.readFrom(record.headers()).ifPresent(written -> receipts.read(written.id(), applied));
    }
}
