package dev.earshot.projector.history.past;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.Folded;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.PresenceFold;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.log.SetBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds one guild forward, record by record of its partition, exactly as the projector did: the same fold, at the same times.
 * Whatever the projector could not use is counted here and passed over as well.
 */
public final class GuildFolder {
    private static final Logger LOG = LoggerFactory.getLogger(GuildFolder.class);

    private final byte[] key;
    private final Predicate<Step> watcher;
    private GuildPresence presence;
    private Recollections people;
    private long next;
    private FoldTime time;
    private List<SetBack> setBacks;
    private long lastOffset;
    private long lastAppended;
    private long eventOffset;
    private long eventAppended;
    private long events;
    private long unreadable;
    private long unknown;

    /** @param watcher sees every event with its effect, and says whether to go on */
    public GuildFolder(GuildId guild, GuildMoment from, Predicate<Step> watcher) {
        this.key = guild.value().getBytes(UTF_8);
        this.watcher = watcher;
        presence = from.presence();
        people = from.people();
        next = from.next();
        time = FoldTime.of(from.time());
        setBacks = from.setBacks();
        lastOffset = from.last() == null ? -1 : from.last().offset();
        lastAppended = from.last() == null ? 0 : from.last().at().toEpochMilli();
        eventOffset = from.lastEvent() == null ? -1 : from.lastEvent().offset();
        eventAppended = from.lastEvent() == null ? 0 : from.lastEvent().at().toEpochMilli();
        events = from.counts().events();
        unreadable = from.counts().unreadable();
        unknown = from.counts().unknown();
    }

    /** What the guild's records are keyed by. */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Folds the partition's next record. Whether to go on.
     *
     * @param decoded the event, null if the record is another guild's
     */
    public boolean fold(ConsumerRecord<byte[], byte[]> record, @Nullable Decoded<VoiceEvent> decoded) {
        // Other guilds' records move the time as well: it is the partition's.
        time = time.advance(record.timestamp());
        Instant from = time.setBackFrom();
        if (from != null) setBack(record, from);
        next = record.offset() + 1;
        lastOffset = record.offset();
        lastAppended = record.timestamp();
        if (decoded == null) return true;
        return switch (decoded) {
            case Decoded.Known<VoiceEvent>(VoiceEvent event) -> fold(record, event);
            case Decoded.UnknownType<VoiceEvent> _ -> {
                unknown++;
                yield true;
            }
            case Decoded.Unreadable<VoiceEvent> _ -> {
                unreadable++;
                yield true;
            }
        };
    }

    private void setBack(ConsumerRecord<byte[], byte[]> record, Instant from) {
        List<SetBack> all = new ArrayList<>(setBacks);
        all.add(new SetBack(record.offset(), from, time.now()));
        setBacks = List.copyOf(all);
        presence = presence.setBack(time.now());
    }

    private boolean fold(ConsumerRecord<byte[], byte[]> record, VoiceEvent event) {
        Cause cause = new Cause(record.topic(), record.partition(), record.offset(), 0);
        Recorded<VoiceEvent> recorded = new Recorded<>(cause, time.now(), event);
        Folded folded;
        try {
            folded = PresenceFold.apply(presence, recorded);
        } catch (RuntimeException failed) {
            LOG.error("The fold failed at {}, as it did live", cause.input(), failed);
            unreadable++;
            return true;
        }
        events++;
        eventOffset = record.offset();
        eventAppended = record.timestamp();
        Step step = new Step(record, recorded, presence, people, folded);
        presence = folded.next();
        people = Remembering.after(step);
        return watcher.test(step);
    }

    /** The offset that is read next. */
    public long next() {
        return next;
    }

    /** The log has been read up to here, though no record may lie there. */
    public void readUpTo(long offset) {
        next = Math.max(next, offset);
    }

    /** The guild as it is now. */
    public GuildMoment moment() {
        return new GuildMoment(
                presence,
                people,
                next,
                time.at(),
                setBacks,
                mark(lastOffset, lastAppended),
                mark(eventOffset, eventAppended),
                new GuildMoment.Counts(events, unreadable, unknown));
    }

    private static @Nullable Mark mark(long offset, long appended) {
        return offset < 0 ? null : new Mark(offset, Instant.ofEpochMilli(appended));
    }
}
