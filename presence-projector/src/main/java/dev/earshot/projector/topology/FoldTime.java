package dev.earshot.projector.topology;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.Journal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The fold's time: the largest append time so far in the topic's partition, so that it never runs backwards when a broker's
 * clock does. Each topic has its own, for {@code voice.events} alone must give the same times for ever, whatever the
 * signals beside it.
 */
final class FoldTime {
    private static final String KEY = "t/";

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Moment> stored = new HashMap<>(2);
    private final Map<String, Instant> latest = new HashMap<>(2);
    private boolean moved;

    FoldTime(KeyValueStore<String, byte[]> store, Journal journal) {
        this.store = store;
        for (VoiceTopic topic : new VoiceTopic[] {VoiceTopic.EVENTS, VoiceTopic.SIGNALS}) {
            journal.newest(topic.topic())
                    .ifPresent(entry -> restore(topic.topic(), new Moment(entry.offset(), entry.at())));
            byte[] kept = store.get(KEY + topic.topic());
            if (kept != null) restore(topic.topic(), Moment.decode(kept));
        }
    }

    /** The time as it was at an offset, and is from there on. */
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

    /** The fold's time at a record of this offset and append time. */
    Instant advance(String topic, long offset, Instant appended) {
        Moment from = stored.get(topic);
        // Given again after a restart, a record is folded at its own time, not at that of the newer ones whose effect
        // is stored already: a tick must not end the speech that it had let go on.
        boolean again = from != null && offset <= from.offset();
        Instant before = later(latest.get(topic), from == null || again ? null : from.at());
        boolean later = before == null || appended.isAfter(before);
        Instant now = later || before == null ? appended : before;
        moved = later && !again;
        latest.put(topic, now);
        return now;
    }

    /** Remembers over a restart that the last record moved the time, when no journal entry does. */
    void keep(String topic, long offset) {
        Instant now = latest.get(topic);
        if (moved && now != null) store.put(KEY + topic, new Moment(offset, now).encode());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return other.isAfter(one) ? other : one;
    }
}
