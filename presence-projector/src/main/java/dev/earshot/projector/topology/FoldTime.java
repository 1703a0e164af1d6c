package dev.earshot.projector.topology;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.journal.Journal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The fold's time: the largest append time so far in the topic's partition, so that it never runs backwards when a broker's
 * clock does. Each topic has its own, for {@code voice.events} alone must give the same times for ever, whatever the
 * signals beside it.
 */
final class FoldTime {
    private static final String KEY = "t/";

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Instant> latest = new HashMap<>(2);
    private boolean moved;

    FoldTime(KeyValueStore<String, byte[]> store, Journal journal) {
        this.store = store;
        for (VoiceTopic topic : new VoiceTopic[] {VoiceTopic.EVENTS, VoiceTopic.SIGNALS}) {
            Instant journaled = journal.latest(topic.topic());
            if (journaled != null) advance(topic.topic(), journaled);
            byte[] stored = store.get(KEY + topic.topic());
            if (stored != null) {
                advance(
                        topic.topic(),
                        Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong()));
            }
        }
    }

    /** The fold's time at a record of this append time. */
    Instant advance(String topic, Instant appended) {
        Instant before = latest.get(topic);
        moved = before == null || appended.isAfter(before);
        Instant now = moved || before == null ? appended : before;
        latest.put(topic, now);
        return now;
    }

    /** Remembers over a restart that the last record moved the time, when no journal entry does. */
    void keep(String topic) {
        Instant now = latest.get(topic);
        if (!moved || now == null) return;
        store.put(
                KEY + topic,
                ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
    }
}
