package dev.earshot.analytics.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one partition of {@code voice.events}, as the projector folds it, with nobody's speech. Records that the
 * projector sets aside make no facts here either. Its memory is the people who are present, whatever the log's length.
 */
final class PartitionFold {
    private final int partition;
    private final int partitions;
    private final Map<GuildId, LiveGuild> guilds = new HashMap<>();
    private FoldTime now = FoldTime.NONE;

    /** @param partitions that every voice topic has */
    PartitionFold(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    /**
     * What the log's next record makes.
     *
     * @param own its facts, null if it is none that the fold takes
     * @param others facts of other guilds, if it set the time back
     */
    record Facts(@Nullable List<VoiceChange> own, List<VoiceChange> others) {}

    /** Folds the log's next record. */
    Facts next(long offset, Instant appended, byte @Nullable [] key, byte @Nullable [] value) {
        now = now.advance(appended);
        Set<GuildId> others = now.isSetBack() ? new TreeSet<>(Comparator.comparing(GuildId::value)) : Set.of();
        if (now.isSetBack()) others.addAll(guilds.keySet());
        List<VoiceChange> own = own(offset, key, value, others);
        List<VoiceChange> facts = new ArrayList<>();
        for (GuildId guild : others) {
            LiveGuild before = guilds.getOrDefault(guild, LiveGuild.EMPTY);
            facts.addAll(keep(guild, LiveFold.setBack(guild, before, cause(offset), now)));
        }
        return new Facts(own, facts);
    }

    private @Nullable List<VoiceChange> own(
            long offset, byte @Nullable [] key, byte @Nullable [] value, Set<GuildId> others) {
        String guild = key == null ? null : new String(key, UTF_8);
        if (guild == null || !IdText.isId(guild)) return null;
        GuildId id = new GuildId(guild);
        if (GuildPartition.of(id, partitions) != partition) return null;
        return switch (RecordCodec.EVENTS.decode(value)) {
            case Decoded.Known<VoiceEvent>(VoiceEvent event) -> {
                List<VoiceChange> facts = fold(id, new Recorded<>(cause(offset), now.now(), event));
                if (facts != null && now.isSetBack()) others.remove(id);
                yield facts;
            }
            case Decoded.UnknownType<VoiceEvent> _, Decoded.Unreadable<VoiceEvent> _ -> null;
        };
    }

    private @Nullable List<VoiceChange> fold(GuildId guild, Recorded<VoiceEvent> recorded) {
        Outcome outcome;
        try {
            outcome = LiveFold.event(guild, guilds.getOrDefault(guild, LiveGuild.EMPTY), recorded, now);
        } catch (RuntimeException broken) {
            return null; // The projector sets such a record aside, and says why in the dead topic.
        }
        return keep(guild, outcome);
    }

    private List<VoiceChange> keep(GuildId guild, Outcome outcome) {
        if (outcome.next().equals(LiveGuild.EMPTY)) guilds.remove(guild);
        else guilds.put(guild, outcome.next());
        return outcome.facts();
    }

    private Cause cause(long offset) {
        return new Cause(VoiceTopic.EVENTS.topic(), partition, offset, 0);
    }
}
