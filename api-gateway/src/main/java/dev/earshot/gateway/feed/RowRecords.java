package dev.earshot.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.topics.GuildPartition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** From a record of {@code voice.presence} to whom it is for; what cannot be read goes to the dead topic. */
final class RowRecords {
    private final DeadRows dead;
    private final int partitions;

    /** @param partitions that every voice topic has */
    RowRecords(DeadRows dead, int partitions) {
        this.dead = dead;
        this.partitions = partitions;
    }

    /**
     * @param again the record was read before: what is unreadable is in the dead topic already
     * @return the feed that now has something to flush, null if none
     */
    @Nullable
    GuildFeed apply(ConsumerRecord<byte[], byte[]> record, RowTarget target, boolean again) {
        try {
            return PartitionGeneration.isKey(record.key()) ? generation(record, target) : row(record, target);
        } catch (Unreadable unreadable) {
            if (!again) dead.bury(record, String.valueOf(unreadable.getMessage()));
            target.passed(record.partition(), record.offset() + 1);
            return null;
        }
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }
    }

    private static @Nullable GuildFeed generation(ConsumerRecord<byte[], byte[]> record, RowTarget target)
            throws Unreadable {
        if (record.value() == null) {
            target.passed(record.partition(), record.offset() + 1);
            return null;
        }
        PartitionGeneration repair = known(RecordCodec.GENERATIONS.decode(record.value()));
        target.generation(record.partition(), record.offset(), repair.generation());
        return null;
    }

    private @Nullable GuildFeed row(ConsumerRecord<byte[], byte[]> record, RowTarget target) throws Unreadable {
        PresenceKey key;
        Refusal refusal;
        try {
            key = PresenceKey.parse(new String(record.key() == null ? new byte[0] : record.key(), UTF_8));
            String refused = header(record, Refusal.HEADER);
            refusal = refused == null ? null : Refusal.parse(refused);
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable(String.valueOf(malformed.getMessage()));
        }
        String misplaced = GuildPartition.misplaced(key.guild(), record.partition(), partitions);
        if (misplaced != null) throw new Unreadable(misplaced);
        PresenceRow row = record.value() == null ? null : known(RecordCodec.PRESENCE.decode(record.value()));
        String why = header(record, PresenceHeaders.CHANGE);
        return target.row(record.partition(), record.offset(), key, row, refusal, why == null ? "" : why);
    }

    private static <T> T known(Decoded<T> decoded) throws Unreadable {
        return switch (decoded) {
            case Decoded.Known<T>(T value) -> value;
            case Decoded.UnknownType<T>(String type) -> throw new Unreadable("Unknown type " + type);
            case Decoded.Unreadable<T>(String reason) -> throw new Unreadable(reason);
        };
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
