package dev.earshot.projector.streams;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.VoiceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@code voice.events} means, folded in one go: what every crash must end in. */
final class StraightFold {
    final Map<String, PresenceRow> presence = new HashMap<>();
    final Map<String, VoiceChange> facts = new TreeMap<>();

    private final Map<GuildId, LiveGuild> guilds = new HashMap<>();
    private final Map<GuildId, Integer> partitions = new HashMap<>();
    private final Map<Integer, FoldTime> time = new HashMap<>();

    /** @param log of {@code voice.events}, each partition in its order */
    StraightFold(List<ConsumerRecord<byte[], byte[]>> log) {
        for (ConsumerRecord<byte[], byte[]> record : log) fold(record);
        guilds.forEach((guild, state) -> state.presence().members().forEach(member -> {
            PresenceRow row = state.row(member.user());
            if (row != null) presence.put(guild + "/" + member.user(), row);
        }));
    }

    private void fold(ConsumerRecord<byte[], byte[]> record) {
        FoldTime at =
                time.getOrDefault(record.partition(), FoldTime.NONE).advance(Instant.ofEpochMilli(record.timestamp()));
        time.put(record.partition(), at);
        VoiceEvent event = RecordCodec.EVENTS.decode(record.value()).known().orElseThrow();
        GuildId guild = new GuildId(new String(record.key(), StandardCharsets.UTF_8));
        Cause cause = new Cause(record.topic(), record.partition(), record.offset(), 0);
        partitions.put(guild, record.partition());
        if (at.isSetBack()) othersSetBack(guild, cause, at);
        LiveGuild before = guilds.getOrDefault(guild, LiveGuild.EMPTY);
        take(guild, LiveFold.event(guild, before, new Recorded<>(cause, at.now(), event), at));
    }

    private void othersSetBack(GuildId own, Cause cause, FoldTime at) {
        for (GuildId guild : List.copyOf(guilds.keySet())) {
            boolean here = partitions.getOrDefault(guild, -1) == cause.partition();
            if (here && !guild.equals(own))
                take(guild, LiveFold.setBack(guild, guilds.getOrDefault(guild, LiveGuild.EMPTY), cause, at));
        }
    }

    private void take(GuildId guild, Outcome outcome) {
        guilds.put(guild, outcome.next());
        for (VoiceChange fact : outcome.facts()) facts.put(fact.cause().toString(), fact);
    }
}
