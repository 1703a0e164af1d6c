package dev.earshot.faults.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.change.WithoutSpeech;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What {@code voice.events} alone says: one uninterrupted fold in this JVM, the expectation that the running product is held
 * against. Speech is left out, since it depends on how two topics were interleaved.
 *
 * @param rows who is present, without the ring
 * @param facts by cause, without speech
 */
public record StraightFold(Map<String, PresenceRow> rows, Map<String, VoiceChange> facts) {

    /** Folds the whole log. */
    public static StraightFold of(Topics topics) {
        Map<GuildId, LiveGuild> guilds = new HashMap<>();
        Map<GuildId, Integer> partitions = new HashMap<>();
        Map<Integer, FoldTime> times = new HashMap<>();
        Map<String, PresenceRow> rows = new TreeMap<>();
        Map<String, VoiceChange> facts = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all(VoiceTopic.EVENTS)) {
            FoldTime time =
                    times.getOrDefault(record.partition(), FoldTime.NONE).advance(record.timestamp());
            times.put(record.partition(), time);
            Optional<VoiceEvent> event =
                    RecordCodec.EVENTS.decode(record.value()).known();
            Optional<GuildId> guild = event.isEmpty() ? Optional.empty() : guildOf(record);
            Cause cause = new Cause(record.topic(), record.partition(), record.offset(), 0);
            Map<GuildId, Outcome> outcomes = new HashMap<>();
            if (time.isSetBack()) {
                partitions.forEach((one, partition) -> {
                    if (partition == record.partition())
                        outcomes.put(
                                one, LiveFold.setBack(one, guilds.getOrDefault(one, LiveGuild.EMPTY), cause, time));
                });
            }
            guild.ifPresent(own -> {
                partitions.put(own, record.partition());
                Recorded<VoiceEvent> recorded = new Recorded<>(cause, time.now(), event.orElseThrow());
                LiveGuild before = guilds.getOrDefault(own, LiveGuild.EMPTY);
                outcomes.put(own, LiveFold.event(own, before, recorded, time));
            });
            outcomes.forEach((one, outcome) -> {
                guilds.put(one, outcome.next());
                for (Outcome.RowWrite write : outcome.rows()) {
                    String key = new PresenceKey(one, write.user()).toString();
                    if (write.row() == null) rows.remove(key);
                    else rows.put(key, WithoutSpeech.of(write.row()));
                }
                outcome.facts().forEach(fact -> facts.put(Facts.key(fact), WithoutSpeech.of(fact)));
            });
        }
        return new StraightFold(rows, facts);
    }

    /** What the running product has published, put the same way. */
    public static StraightFold published(Topics topics) {
        Map<String, PresenceRow> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.all(VoiceTopic.PRESENCE)) {
            if (PartitionGeneration.isKey(record.key())) continue;
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) rows.remove(key);
            else
                RecordCodec.PRESENCE
                        .decode(record.value())
                        .known()
                        .ifPresent(row -> rows.put(key, WithoutSpeech.of(row)));
        }
        Map<String, VoiceChange> facts = new TreeMap<>();
        for (VoiceChange fact : Facts.all(topics)) {
            if (!(fact instanceof VoiceChange.Spoke)) facts.put(Facts.key(fact), WithoutSpeech.of(fact));
        }
        return new StraightFold(rows, facts);
    }

    /** How the published rows and facts differ from these: a sentence each, none if they are the same. */
    public List<String> differences(StraightFold published) {
        List<String> found = new ArrayList<>();
        differences(found, "row", rows, published.rows());
        differences(found, "fact", facts, published.facts());
        return found;
    }

    private static void differences(
            List<String> found, String what, Map<String, ?> expected, Map<String, ?> published) {
        expected.forEach((key, value) -> {
            Object other = published.get(key);
            if (other == null) found.add("The " + what + " " + key + " is missing: " + value);
            else if (!other.equals(value))
                found.add("The " + what + " " + key + " should be " + value + " and is " + other);
        });
        published.forEach((key, value) -> {
            if (!expected.containsKey(key)) found.add("The " + what + " " + key + " should not be: " + value);
        });
    }

    /** Waits as long as the product may need to catch up with the log; gives what differs then. */
    public static List<String> differencesWhenQuiet(Topics topics, Duration catchUp) {
        long end = System.nanoTime() + catchUp.toNanos();
        while (true) {
            List<String> differences = of(topics).differences(published(topics));
            if (differences.isEmpty() || System.nanoTime() > end) return differences;
        }
    }

    /** Empty for a record that is no guild's, or lies in the partition of another. */
    private static Optional<GuildId> guildOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) return Optional.empty();
        try {
            GuildId guild = new GuildId(new String(record.key(), UTF_8));
            return Optional.of(guild)
                    .filter(it -> GuildPartition.misplaced(it, record.partition(), Stack.PARTITIONS) == null);
        } catch (IllegalArgumentException noGuild) {
            return Optional.empty();
        }
    }
}
