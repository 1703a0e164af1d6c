package dev.earshot.projector.topology;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.journal.Journal;
import dev.earshot.projector.lease.LeaseClock;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.state.StoredGuilds;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partition's records, one by one: reads what each is, and hands it on. Whatever cannot be used meets here. */
final class PresenceProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceProcessor.class);

    private final int partitions;
    private final LongSupplier nanoClock;
    private final CommittedOffsets committed;
    private final FoldMetrics metrics;
    private @Nullable Task task;

    PresenceProcessor(int partitions, LongSupplier nanoClock, CommittedOffsets committed, FoldMetrics metrics) {
        this.partitions = partitions;
        this.nanoClock = nanoClock;
        this.committed = committed;
        this.metrics = metrics;
    }

    /** What exists once the task has its partition and its restored store. */
    private record Task(
            ProcessorContext<byte[], byte[]> context,
            InputReader reader,
            FoldTime time,
            GuildFolding guilds,
            Emission emission) {}

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<String, byte[]> store = context.getStateStore(PresenceTopology.STORE);
        Emission emission = new Emission(context);
        Journal journal = new Journal(store, committed);
        GuildFolding guilds =
                new GuildFolding(journal, new StoredGuilds(store), new LeaseClock(nanoClock), emission, metrics);
        FoldTime time = new FoldTime(store, journal);
        InputReader reader = new InputReader(context.taskId().partition(), partitions);
        task = new Task(context, reader, time, guilds, emission);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task ready = task;
        if (ready == null) throw new IllegalStateException("A record came before its task was ready");
        RecordMetadata from = ready.context().recordMetadata().orElseThrow();
        Cause cause = new Cause(from.topic(), from.partition(), from.offset(), 0);
        Instant at = ready.time().advance(from.topic(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        boolean journaled = false;
        try {
            journaled = fold(ready, ready.reader().read(from.topic(), record.key(), record.value()), record, cause, at);
        } catch (FoldFailed failed) {
            LOG.error("The fold failed at {}", cause.input(), failed);
            dead(ready, record, cause, "fold-failed", failed.sentence());
        }
        // An event without effect still moves the time, which voice.events alone must give again for ever.
        if (!journaled && from.topic().equals(VoiceTopic.EVENTS.topic()))
            ready.time().keep(from.topic(), from.offset());
    }

    private boolean fold(Task ready, Input input, Record<byte[], byte[]> record, Cause cause, Instant at) {
        switch (input) {
            case Input.Event(var guild, var event) -> {
                return ready.guilds().event(guild, new Recorded<>(cause, at, event));
            }
            case Input.Speaking(var guild, var speaking) -> {
                return ready.guilds().speaking(guild, new Recorded<>(cause, at, speaking));
            }
            case Input.Tick(var tick) -> ready.guilds().tick(new Recorded<>(cause, at, tick));
            case Input.Unknown() -> metrics.unknown(cause.topic());
            case Input.Dead(var reason, var sentence) -> {
                LOG.warn("{} goes to the dead topic: {}", cause.input(), sentence);
                dead(ready, record, cause, reason, sentence);
            }
        }
        return false;
    }

    private void dead(Task ready, Record<byte[], byte[]> record, Cause cause, String reason, String sentence) {
        metrics.dead(cause.topic(), reason);
        ready.emission().dead(record, cause, sentence);
    }
}
