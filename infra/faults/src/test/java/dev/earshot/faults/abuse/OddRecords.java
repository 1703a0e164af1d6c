package dev.earshot.faults.abuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records that no gateway of ours would write: unreadable, oversized, wrongly keyed, oddly stamped. Knows where each lies. */
public final class OddRecords {
    private static final List<String> UNREADABLE =
            List.of("not json", "{}", "[]", "null", "{\"type\":", "\u0000\u0001", "{\"type\":\"joined\",\"user\":7}");
    private static final String NEWER = "{\"type\":\"from-a-newer-version\"}";
    /** Just below what a broker takes with its default {@code message.max.bytes}. */
    private static final int OVERSIZED = 1_000_000;

    private final Topics topics;
    private final List<GuildId> guilds;
    private final Random random;
    private final Set<String> places = ConcurrentHashMap.newKeySet();

    public OddRecords(Topics topics, List<GuildId> guilds, Random random) {
        this.topics = topics;
        this.guilds = guilds;
        this.random = random;
    }

    /** Where records were planted that nobody can read: {@code topic/partition/offset}. */
    public Set<String> places() {
        return Set.copyOf(places);
    }

    /** Unreadable and oversized ones, and one of a newer version, in the right partition. */
    public void plantUnreadable(VoiceTopic topic) {
        GuildId guild = guild();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String text : UNREADABLE) records.add(record(topic, guild, text.getBytes(UTF_8), null));
        records.add(record(topic, guild, oversized(), null));
        if (topic != VoiceTopic.PRESENCE) records.add(record(topic, guild, NEWER.getBytes(UTF_8), null));
        plant(records);
    }

    /** With a key that is no id, in the partition of another guild, and without a key where Kafka takes that. */
    public void plantWronglyKeyed(VoiceTopic topic) {
        byte[] value =
                "{\"type\":\"left\",\"user\":\"nobody\",\"session\":\"s\",\"connection\":\"c\",\"why\":\"asked\"}"
                        .getBytes(UTF_8);
        GuildId guild = guild();
        int wrong = (partition(guild) + 1) % Stack.PARTITIONS;
        String topicName = topic.topic();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(new ProducerRecord<>(topicName, partition(guild), "no id: é/!".getBytes(UTF_8), value));
        records.add(new ProducerRecord<>(topicName, wrong, guild.value().getBytes(UTF_8), value));
        // A compacted topic refuses it.
        boolean compacted =
                topic.settings().getOrDefault("cleanup.policy", "delete").contains("compact");
        if (!compacted) records.add(new ProducerRecord<>(topicName, partition(guild), null, value));
        plant(records);
    }

    /**
     * Stamped by whoever wrote them, as an append time of a broker whose clock is wrong: the topic takes the producer's time
     * for that moment, then the broker's again.
     */
    public void plantOddlyStamped(VoiceTopic topic) {
        topics.set(topic, "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        topics.set(topic, "message.timestamp.type", "CreateTime");
        try {
            Instant now = Instant.now();
            List<Instant> stamps = List.of(
                    now.plus(Duration.ofDays(1)), now.minus(Duration.ofDays(1)), Instant.EPOCH, now.plusSeconds(59));
            Instant stamp = stamps.get(random.nextInt(stamps.size()));
            GuildId guild = guild();
            byte[] tick = RecordCodec.SIGNALS.encode(new VoiceSignal.Tick(new GatewayId("gw-odd-clock"), List.of()));
            byte[] value = topic == VoiceTopic.SIGNALS ? tick : NEWER.getBytes(UTF_8);
            plant(List.of(record(topic, guild, value, stamp.toEpochMilli())));
        } finally {
            topics.set(topic, "message.timestamp.type", "LogAppendTime");
        }
    }

    /** Somebody joins whose name is as large as a record may be: the row that shows it is larger. */
    public void plantGiant(GuildId guild) {
        String name = "x".repeat(OVERSIZED - 1_000);
        String joined = """
                {"type":"joined","user":"giant","session":"s-giant","connection":"c-giant","gateway":"gw-giant",
                "channel":"lounge","seats":0,"profile":{"username":"%s"},"muted":false,"deafened":false,
                "resumeHash":"h","directoryOffset":3,"client":"0"}""".formatted(name);
        plant(List.of(record(VoiceTopic.EVENTS, guild, joined.getBytes(UTF_8), null)));
    }

    private void plant(List<ProducerRecord<byte[], byte[]>> records) {
        for (RecordMetadata at : topics.append(records)) {
            places.add(at.topic() + "/" + at.partition() + "/" + at.offset());
        }
    }

    private ProducerRecord<byte[], byte[]> record(VoiceTopic topic, GuildId guild, byte[] value, @Nullable Long stamp) {
        String key = topic == VoiceTopic.PRESENCE ? guild.value() + "/nobody" : guild.value();
        return new ProducerRecord<>(topic.topic(), partition(guild), stamp, key.getBytes(UTF_8), value);
    }

    private byte[] oversized() {
        byte[] bytes = new byte[OVERSIZED];
        random.nextBytes(bytes);
        return bytes;
    }

    private GuildId guild() {
        return guilds.get(random.nextInt(guilds.size()));
    }

    private static int partition(GuildId guild) {
        return GuildPartition.of(guild, Stack.PARTITIONS);
    }
}
