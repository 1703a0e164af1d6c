package dev.earshot.projector.history.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.PresenceFold;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.voice.VoiceEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every guild of one partition, folded anew: as much memory as its people need, however long the log is. */
final class FoldedGuilds {
    private static final Logger LOG = LoggerFactory.getLogger(FoldedGuilds.class);

    private final int partitions;
    private final Map<GuildId, GuildPresence> guilds = new HashMap<>();
    private FoldTime time = FoldTime.NONE;
    private long next;
    private long passedOver;

    FoldedGuilds(int partitions, long first) {
        this.partitions = partitions;
        this.next = first;
    }

    boolean take(ConsumerRecord<byte[], byte[]> record, @Nullable Decoded<VoiceEvent> decoded) {
        time = time.advance(record.timestamp());
        if (time.isSetBack()) guilds.replaceAll((_, presence) -> presence.setBack(time.now()));
        next = record.offset() + 1;
        if (decoded == null) return true;
        GuildId guild = guild(record);
        if (guild == null || !(decoded instanceof Decoded.Known<VoiceEvent>(VoiceEvent event))) passedOver++;
        else fold(guild, record, event);
        return true;
    }

    private void fold(GuildId guild, ConsumerRecord<byte[], byte[]> record, VoiceEvent event) {
        Cause cause = new Cause(record.topic(), record.partition(), record.offset(), 0);
        GuildPresence before = guilds.getOrDefault(guild, GuildPresence.EMPTY);
        try {
            Recorded<VoiceEvent> recorded = new Recorded<>(cause, time.now(), event);
            guilds.put(guild, PresenceFold.apply(before, recorded).next());
        } catch (RuntimeException failed) {
            LOG.error("The fold failed at {}, as it did live", cause.input(), failed);
            passedOver++;
        }
    }

    // The projector folds a guild only from the partition where it belongs.
    private @Nullable GuildId guild(ConsumerRecord<byte[], byte[]> record) {
        String text = record.key() == null ? null : new String(record.key(), UTF_8);
        if (text == null || !IdText.isId(text)) return null;
        GuildId guild = new GuildId(text);
        return GuildPartition.of(guild, partitions) == record.partition() ? guild : null;
    }

    Map<GuildId, GuildPresence> guilds() {
        return guilds;
    }

    /** The offset that is folded next. */
    long next() {
        return next;
    }

    /** Records that the projector could not use either. */
    long passedOver() {
        return passedOver;
    }
}
