package dev.earshot.faults.stack;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The facts of {@code voice.changes}. */
public final class Facts {
    private Facts() {}

    /** Every fact as of now, repeats included. */
    public static List<VoiceChange> all(Topics topics) {
        return topics.all(VoiceTopic.CHANGES).stream()
                .flatMap(record -> RecordCodec.CHANGES.decode(record.value()).known().stream())
                .toList();
    }

    /** Facts that were written twice under one cause, with another content the second time. There must be none. */
    public static List<String> contradictions(Topics topics) {
        Map<Cause, String> seen = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all(VoiceTopic.CHANGES)) {
            RecordCodec.CHANGES.decode(record.value()).known().ifPresent(fact -> {
                String text = Topics.text(record);
                String before = seen.putIfAbsent(fact.cause(), text);
                if (before != null && !before.equals(text)) found.add(before + " became " + text);
            });
        }
        return found;
    }

    /** Why calls of this person in the guild ended, in order; empty if nobody there ever saw them go. */
    public static List<EndReason> endings(Topics topics, GuildId guild, String userId) {
        Map<String, EndReason> endings = new TreeMap<>();
        for (VoiceChange fact : all(topics)) {
            if (fact instanceof VoiceChange.Left left
                    && left.guild().equals(guild)
                    && left.user().value().equals(userId)) {
                endings.put(key(left), left.why());
            }
        }
        return List.copyOf(endings.values());
    }

    /** A fact's key, such that the keys of a partition sort as its facts. */
    static String key(VoiceChange fact) {
        Cause cause = fact.cause();
        return "%s/%02d/%010d/%02d".formatted(cause.topic(), cause.partition(), cause.offset(), cause.index());
    }
}
