package dev.earshot.projector.history.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One partition of {@code voice.presence}, read up to an offset, and which events it shows.
 *
 * <p>The projector writes what events did in their order. So when a row caused by event <i>n</i> is there, everything that the
 * events below <i>n</i> did is there as well; only of <i>n</i> itself, which may have touched several people, some rows may be
 * still to come. Whatever came since the newest cause is therefore held back, until a newer cause or the projector's committed
 * offset says that it is complete.
 */
final class LiveTable {
    private final Predicate<PresenceKey> wanted;
    private final Map<PresenceKey, Row> rows = new HashMap<>();
    private final Map<PresenceKey, Row> heldBack = new HashMap<>();
    private long newestCause = -1;
    private long unreadableKeys;

    /** @param wanted whose rows matter */
    LiveTable(Predicate<PresenceKey> wanted) {
        this.wanted = wanted;
    }

    /** A row of the table. */
    sealed interface Row {
        record Present(PresenceRow row) implements Row {}

        record Gone() implements Row {}

        /** There is something, and nobody can say what. */
        record Unreadable() implements Row {}
    }

    /**
     * The table and the moment of the log that it shows.
     *
     * @param eventsOffset it shows every event below, and none from it on
     */
    record Cut(Map<PresenceKey, Row> rows, long eventsOffset) {}

    /** @param eventsNext the end of the log: a cause at or beyond it is a lie */
    boolean take(List<ConsumerRecord<byte[], byte[]>> records, long eventsNext) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (PartitionGeneration.isKey(record.key())) continue;
            long cause = eventsCause(record);
            if (cause > newestCause && cause < eventsNext) {
                release();
                newestCause = cause;
            }
            PresenceKey key = key(record);
            if (key == null) unreadableKeys++;
            else if (wanted.test(key)) heldBack.put(key, row(record.value()));
        }
        return true;
    }

    /** @param committed the projector has written whatever events below this offset did */
    Cut cut(long committed) {
        if (newestCause < committed) release();
        return new Cut(rows, Math.max(committed, newestCause));
    }

    /** Records whose key names no guild and person. */
    long unreadableKeys() {
        return unreadableKeys;
    }

    private void release() {
        heldBack.forEach((key, row) -> {
            if (row instanceof Row.Gone) rows.remove(key);
            else rows.put(key, row);
        });
        heldBack.clear();
    }

    private static Row row(byte @Nullable [] value) {
        if (value == null) return new Row.Gone();
        return RecordCodec.PRESENCE.decode(value) instanceof Decoded.Known<PresenceRow>(PresenceRow row)
                ? new Row.Present(row)
                : new Row.Unreadable();
    }

    private static @Nullable PresenceKey key(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.key() == null ? null : PresenceKey.parse(new String(record.key(), UTF_8));
        } catch (IllegalArgumentException wrong) {
            return null;
        }
    }

    // "voice.events/3/1234"; rows that only speech has changed name a signal instead.
    private static long eventsCause(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(PresenceHeaders.CAUSE);
        if (header == null || header.value() == null) return -1;
        String cause = new String(header.value(), UTF_8);
        if (!cause.startsWith(VoiceTopic.EVENTS.topic() + '/')) return -1;
        try {
            return Long.parseLong(cause.substring(cause.lastIndexOf('/') + 1));
        } catch (NumberFormatException wrong) {
            return -1;
        }
    }
}
