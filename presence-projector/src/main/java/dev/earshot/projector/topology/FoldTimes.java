package dev.earshot.projector.topology;

import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.Journal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The fold's time of a task, kept over a restart. Each topic has its own, for {@code voice.events} alone must give the same times
 * for ever, whatever the signals beside it.
 */
final class FoldTimes {
    private static final String TIME = "t/";
    private static final String SET_BACK = "b/";

    private final KeyValueStore<String, byte[]> store;
    /** The newest time that is stored, until a record beyond it has been read. */
    private final Map<String, Moment> stored = new HashMap<>(2);
    /** Where the time was set back and what that does is not wholly stored yet, and from when. */
    private final Map<String, Moment> setBacks = new HashMap<>(2);

    private final Map<String, FoldTime> latest = new HashMap<>(2);
    private boolean moved;

    FoldTimes(KeyValueStore<String, byte[]> store, Journal journal) {
        this.store = store;
        for (VoiceTopic topic : new VoiceTopic[] {VoiceTopic.EVENTS, VoiceTopic.SIGNALS}) {
            journal.newest(topic.topic())
                    .ifPresent(entry -> restore(topic.topic(), new Moment(entry.offset(), entry.at())));
            byte[] kept = store.get(TIME + topic.topic());
            if (kept != null) restore(topic.topic(), Moment.decode(kept));
            byte[] back = store.get(SET_BACK + topic.topic());
            if (back != null) setBacks.put(topic.topic(), Moment.decode(back));
        }
    }

    /** A time, and the offset where it was so. */
    private record Moment(long offset, Instant at) {
        byte[] encode() {
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(offset)
                    .putLong(at.toEpochMilli())
                    .array();
        }

        static Moment decode(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Moment(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
        }
    }

    private void restore(String topic, Moment found) {
        stored.merge(topic, found, (one, other) -> one.offset() > other.offset() ? one : other);
    }

    /** The fold's time at a record of this offset and append time. A set-back is stored before it is told. */
    FoldTime advance(String topic, long offset, Instant appended) {
        Moment from = stored.get(topic);
        // Given again after a restart, a record is folded at its own time, not at that of the newer ones whose effect
        // is stored already: a tick must not end the speech that it had let go on.
        if (from != null && offset <= from.offset()) return again(topic, offset, appended);
        if (from != null) latest.put(topic, FoldTime.of(from.at()));
        stored.remove(topic);
        FoldTime before = latest.getOrDefault(topic, FoldTime.NONE);
        FoldTime now = before.advance(appended);
        moved = !now.now().equals(before.at());
        latest.put(topic, now);
        if (now.isSetBack()) {
            Moment back = new Moment(offset, before.now());
            setBacks.put(topic, back);
            store.put(SET_BACK + topic, back.encode());
        }
        return now;
    }

    // Whether it set the time back is not asked of the times since the restart, which begin anywhere, but of what is
    // stored:
    // a crash may have come between the guilds of a set-back, and then it is done for the others now.
    private FoldTime again(String topic, long offset, Instant appended) {
        Moment back = setBacks.get(topic);
        moved = false;
        if (back != null && back.offset() == offset) {
            latest.put(topic, FoldTime.of(appended));
            return new FoldTime(appended, back.at());
        }
        FoldTime own = FoldTime.of(
                latest.getOrDefault(topic, FoldTime.NONE).advance(appended).at());
        latest.put(topic, own);
        return own;
    }

    /** What the last set-back does is stored for every guild. */
    void settled(String topic) {
        if (setBacks.remove(topic) != null) store.delete(SET_BACK + topic);
    }

    /** Remembers over a restart that the last record moved the time, when no journal entry does. */
    void keep(String topic, long offset) {
        FoldTime now = latest.get(topic);
        if (moved && now != null) store.put(TIME + topic, new Moment(offset, now.now()).encode());
    }
}
