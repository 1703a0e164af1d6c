package dev.earshot.gateway.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.gateway.log.StuckSource;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.tail.Cause;
import dev.earshot.kafka.tail.Reading;
import dev.earshot.kafka.tail.TailReader;
import dev.earshot.kafka.tail.TailSettings;
import dev.earshot.kafka.tail.TopicTail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Follows {@code voice.directory}: every gateway reads all of it. While it is read from its beginning, the first time or again, the
 * directory stays as it was; when all of it is there it is swapped in.
 */
@Component
public final class DirectoryTail implements TailReader, StuckSource, SmartLifecycle {
    private final TopicTail tail;
    private final DirectoryViews views;
    private final DirectoryFaults faults;
    private final int partitions;
    private final Sinks.Empty<Void> caughtUp = Sinks.empty();
    private @Nullable Map<GuildId, GuildView> filling;
    /** What is unreadable is in the dead topic already. */
    private boolean again;

    DirectoryTail(DirectoryKafka kafka, DirectoryViews views, DirectoryFaults faults) {
        this.views = views;
        this.faults = faults;
        TailSettings settings = kafka.tailSettings();
        this.partitions = settings.partitions();
        this.tail = new TopicTail(settings, this);
    }

    /** Completes once everything that was there at the start has been read. */
    public Mono<Void> whenCaughtUp() {
        return caughtUp.asMono();
    }

    /** Whether what is shown is whole and live. */
    public boolean isReady() {
        return tail.ready();
    }

    @Override
    public List<Stuck> stuck() {
        return tail.stuck().stream().toList();
    }

    /** The view that a record made, as soon as it was read; empty if another change came first. The caller sets a timeout. */
    CompletableFuture<Optional<GuildView>> outcome(GuildId guild, int partition, long offset) {
        return tail.awaitOffset(partition, offset).thenApply(_ -> views.madeBy(guild, offset));
    }

    @Override
    public void began(Reading reading) {
        filling = new HashMap<>();
        again = reading.cause() != Cause.START && reading.cause() != Cause.RECREATED;
        views.forgetOutcomes();
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        switch (RecordCodec.DIRECTORY.decode(record.value())) {
            case Decoded.Known<DirectoryEvent> known -> apply(record, known.value());
            case Decoded.UnknownType<DirectoryEvent> unknown -> faults.unknownType(record, unknown.type());
            case Decoded.Unreadable<DirectoryEvent> unreadable -> unreadable(record, unreadable.reason());
        }
    }

    @Override
    public void caughtUp() {
        Map<GuildId, GuildView> whole = filling;
        if (whole != null) views.swap(whole);
        filling = null;
        caughtUp.tryEmitEmpty();
    }

    @Override
    public void broke(Exception cause) {
        faults.tailBroke();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, DirectoryEvent event) {
        GuildId guild;
        try {
            guild = new GuildId(new String(record.key() == null ? new byte[0] : record.key(), UTF_8));
        } catch (IllegalArgumentException notAGuild) {
            unreadable(record, "The key is not a guild id");
            return;
        }
        String misplaced = GuildPartition.misplaced(guild, record.partition(), partitions);
        if (misplaced != null) {
            unreadable(record, misplaced);
            return;
        }
        Map<GuildId, GuildView> target = filling;
        if (target == null) views.apply(guild, record.offset(), event);
        else views.fold(target, guild, record.offset(), event);
    }

    private void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        if (filling == null || !again) faults.unreadable(record, reason);
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
    public boolean isRunning() {
        return tail.isRunning();
    }
}
