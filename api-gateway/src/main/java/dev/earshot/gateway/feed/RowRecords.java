package dev.earshot.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** From a record of {@code voice.presence} to the feed of its guild; what cannot be read goes to the dead topic. */
final class RowRecords {
    private final GuildFeeds feeds;
    private final DeadRows dead;

    RowRecords(GuildFeeds feeds, DeadRows dead) {
        this.feeds = feeds;
        this.dead = dead;
    }

    /** @return the feed that now has something to flush, null if none */
    @Nullable
    GuildFeed apply(ConsumerRecord<byte[], byte[]> record) {
        PresenceKey key;
        Refusal refusal;
        try {
            key = PresenceKey.parse(new String(record.key() == null ? new byte[0] : record.key(), UTF_8));
            String refused = header(record, Refusal.HEADER);
            refusal = refused == null ? null : Refusal.parse(refused);
        } catch (IllegalArgumentException malformed) {
            return bury(record, String.valueOf(malformed.getMessage()));
        }
        PresenceRow row = null;
        if (record.value() != null) {
            switch (RecordCodec.PRESENCE.decode(record.value())) {
                case Decoded.Known<PresenceRow> known -> row = known.value();
                case Decoded.UnknownType<PresenceRow> unknown -> {
                    return bury(record, "Unknown type " + unknown.type());
                }
                case Decoded.Unreadable<PresenceRow> unreadable -> {
                    return bury(record, unreadable.reason());
                }
            }
        }
        String why = header(record, PresenceHeaders.CHANGE);
        return feeds.apply(record.partition(), record.offset(), key, row, refusal, why == null ? "" : why);
    }

    private @Nullable GuildFeed bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        dead.bury(record, reason);
        feeds.moved(record.partition(), record.offset() + 1);
        return null;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
