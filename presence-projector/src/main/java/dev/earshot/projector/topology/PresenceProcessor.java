package dev.earshot.projector.topology;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.journal.Journal;
import dev.earshot.projector.lease.LeaseClock;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.repair.Safeguards;
import dev.earshot.projector.state.StoredGuilds;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partition's records, one by one: reads what each is, and hands it on. Whatever cannot be used meets here. */
final class PresenceProcessor implements Processor<byte[], byte[], Object, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceProcessor.class);

    private final int partitions;
    private final LongSupplier nanoClock;
    private final CommittedOffsets committed;
    private final FoldMetrics metrics;
    private final Safeguards safeguards;
    private final Attempts attempts;
    private @Nullable Task task;

    PresenceProcessor(
            int partitions,
            LongSupplier nanoClock,
            CommittedOffsets committed,
            FoldMetrics metrics,
            Safeguards safeguards,
            Attempts attempts) {
        this.partitions = partitions;
        this.nanoClock = nanoClock;
        this.committed = committed;
        this.metrics = metrics;
        this.safeguards = safeguards;
        this.attempts = attempts;
    }

    /** What exists once the task has its partition and its restored store. */
    private record Task(
            ProcessorContext<Object, byte[]> context,
            InputReader reader,
            FoldTimes times,
            GuildFolding guilds,
            Emission emission,
            Repairs repairs) {}

    @Override
    public void init(ProcessorContext<Object, byte[]> context) {
        KeyValueStore<String, byte[]> store = context.getStateStore(PresenceTopology.STORE);
        Emission emission = new Emission(context);
        Journal journal = new Journal(store, committed);
        GuildFolding guilds =
                new GuildFolding(journal, new StoredGuilds(store), new LeaseClock(nanoClock), emission, metrics);
        FoldTimes times = new FoldTimes(store, journal);
        InputReader reader = new InputReader(context.taskId().partition(), partitions);
        Repairs repairs =
                new Repairs(context.taskId().partition(), partitions, store, guilds, emission, metrics, safeguards);
        task = new Task(context, reader, times, guilds, emission, repairs);
        context.schedule(Repairs.EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> repairs.run());
    }

    @Override
    public void close() {
        Task ready = task;
        if (ready != null) ready.repairs().close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task ready = task;
        if (ready == null) throw new IllegalStateException("A record came before its task was ready");
        RecordMetadata from = ready.context().recordMetadata().orElseThrow();
        Cause cause = new Cause(from.topic(), from.partition(), from.offset(), 0);
        FoldTime time = ready.times().advance(from.topic(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        boolean journaled = false;
        try {
            Input input = ready.reader().read(from.topic(), record.key(), record.value());
            ready.guilds().others(cause, input, time);
            // What it did to its own guild is stored; sending that is what ended the threads.
            if (attempts.isGivenUp(cause)) dead(ready, record, cause, "gave-up", attempts.sentence(cause));
            else journaled = fold(ready, input, record, cause, time);
        } catch (FoldFailed failed) {
            LOG.error("The fold failed at {}", cause.input(), failed);
            dead(ready, record, cause, "fold-failed", failed.sentence());
            // Its guild has not been set back with it.
            ready.guilds().others(cause, new Input.Unknown(), time);
        } catch (RuntimeException | Error failed) {
            Throwable root = root(failed);
            // A Kafka that is away is nothing of the input's. Streams wraps what a sink throws, whatever it is.
            if (!(root instanceof KafkaException)) attempts.failed(cause, root);
            throw failed;
        }
        // An event without effect still moves the time, which voice.events alone must give again for ever.
        if (!journaled && from.topic().equals(VoiceTopic.EVENTS.topic()))
            ready.times().keep(from.topic(), from.offset());
        if (time.isSetBack()) ready.times().settled(from.topic());
    }

    private static Throwable root(Throwable failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : root(cause);
    }

    private boolean fold(Task ready, Input input, Record<byte[], byte[]> record, Cause cause, FoldTime time) {
        Instant at = time.now();
        switch (input) {
            case Input.Event(var guild, var event) -> {
                return ready.guilds().event(guild, new Recorded<>(cause, at, event), time);
            }
            case Input.Speaking(var guild, var speaking) -> {
                return ready.guilds().speaking(guild, new Recorded<>(cause, at, speaking), time);
            }
            case Input.Tick(var tick) -> ready.guilds().tick(new Recorded<>(cause, at, tick), time);
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
