package dev.earshot.projector.history.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.answer.VerifyAnswer.CheckedAt;
import dev.earshot.projector.history.answer.VerifyAnswer.Difference;
import dev.earshot.projector.history.log.EventStretch;
import dev.earshot.projector.history.log.LogAdmin;
import dev.earshot.projector.history.log.LogReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition's comparison. After a crash the projector sends rows again as they are by then, which may be newer than
 * their cause says; so a difference counts only if it is still there when both have gone on.
 */
final class PartitionCheck {
    private static final int LOOKS = 3;
    private static final long BETWEEN_LOOKS_MS = 700;

    private final LogReader reader;
    private final LogAdmin admin;
    private final String projectorGroup;
    private final TopicPartition events;
    private final TopicPartition presence;
    private final byte @Nullable [] key;
    private final long first;
    private final LiveTable table;
    private final FoldedGuilds folded;
    private long presenceNext;
    private long eventsNext;
    private long eventsOffset;
    private Comparison comparison = new Comparison(0, Map.of());

    PartitionCheck(
            LogReader reader,
            LogAdmin admin,
            String projectorGroup,
            int partition,
            int partitions,
            @Nullable GuildId guild) {
        this.reader = reader;
        this.admin = admin;
        this.projectorGroup = projectorGroup;
        events = new TopicPartition(VoiceTopic.EVENTS.topic(), partition);
        presence = new TopicPartition(VoiceTopic.PRESENCE.topic(), partition);
        key = guild == null ? null : guild.value().getBytes(UTF_8);
        first = reader.first(events);
        presenceNext = reader.first(presence);
        table = new LiveTable(row -> guild == null || row.guild().equals(guild));
        folded = new FoldedGuilds(partitions, first);
    }

    void run(LongConsumer progress) {
        comparison = look(progress);
        for (int again = 1; again < LOOKS && !comparison.differences().isEmpty(); again++) {
            pause();
            Comparison next = look(progress);
            Map<PresenceKey, Difference> lasting = new HashMap<>(next.differences());
            lasting.keySet().retainAll(comparison.differences().keySet());
            comparison = new Comparison(next.rows(), lasting);
        }
    }

    // The order matters: what is committed is written, what is written has its cause in the log.
    private Comparison look(LongConsumer progress) {
        long committed = admin.committed(projectorGroup, events);
        long end = reader.next(presence);
        eventsNext = reader.next(events);
        reader.read(presence, presenceNext, end, records -> table.take(records, eventsNext));
        presenceNext = Math.max(presenceNext, end);
        LiveTable.Cut cut = table.cut(Math.min(committed, eventsNext));
        eventsOffset = Math.max(cut.eventsOffset(), first);
        new EventStretch(reader, events, key).read(folded.next(), eventsOffset, (record, decoded) -> {
            if ((record.offset() & 0x3ffff) == 0) progress.accept(record.offset() - first);
            return folded.take(record, decoded);
        });
        progress.accept(eventsOffset - first);
        return Comparison.of(cut.rows(), folded.guilds());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        } catch (InterruptedException stopped) {
            throw Verification.takenBack(stopped);
        }
    }

    CheckedAt checkedAt() {
        return new CheckedAt(events.partition(), eventsOffset, presenceNext);
    }

    List<Difference> differences() {
        return List.copyOf(comparison.differences().values());
    }

    long rows() {
        return comparison.rows();
    }

    long passedOver() {
        return folded.passedOver();
    }

    long unreadableKeys() {
        return table.unreadableKeys();
    }

    long behind() {
        return Math.max(0, eventsNext - eventsOffset);
    }

    boolean isCutOff() {
        return first > 0;
    }
}
