package dev.earshot.events.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every topic of the product and how it must be kept. Services check this at start; they create what is missing if allowed,
 * else refuse and name the setting. All have the same number of partitions.
 */
public enum VoiceTopic {
    /** The log: what happened, for ever. Append time is the fold's time. */
    EVENTS("voice.events", forEver(), appendTime()),
    /** Leases and speech: only the last day matters. */
    SIGNALS("voice.signals", keep(Duration.ofDays(1)), appendTime()),
    /** The live table. Without its own segment settings nothing would ever be compacted. */
    PRESENCE("voice.presence", compacted(), appendTime(), made()),
    /** One fact for each change of presence. */
    CHANGES("voice.changes", forEver(), appendTime(), made()),
    /** Guilds, channels, members. Not compacted: each event builds on the ones before. */
    DIRECTORY("voice.directory", forEver(), appendTime()),
    /** Who did what. */
    AUDIT("voice.audit", forEver(), appendTime()),
    /** Call quality and client errors. */
    TELEMETRY("voice.telemetry", keep(Duration.ofDays(30)), appendTime());

    /** Key of records that concern no guild. */
    public static final String NO_GUILD = "_";

    private final String topic;
    private final Map<String, String> settings;

    @SafeVarargs
    VoiceTopic(String topic, Map<String, String>... settings) {
        this.topic = topic;
        Map<String, String> all = new LinkedHashMap<>();
        for (Map<String, String> some : settings) all.putAll(some);
        this.settings = Map.copyOf(all);
    }

    /** The topic's name in Kafka. */
    public String topic() {
        return topic;
    }

    /** Where its unreadable records go, with the reason in the header {@code reason}. Kept for ever. */
    public String deadTopic() {
        return topic + ".dead";
    }

    /** Kafka topic settings that must hold, by their Kafka names. */
    public Map<String, String> settings() {
        return settings;
    }

    private static Map<String, String> forEver() {
        return Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
    }

    private static Map<String, String> keep(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }

    /** The broker stamps every record: a stamp of ours could be out of its range, and it would refuse the record. */
    private static Map<String, String> appendTime() {
        return Map.of("message.timestamp.type", "LogAppendTime");
    }

    /** What the fold makes of an input is larger than the input, of which brokers take 1 MiB by default. */
    private static Map<String, String> made() {
        return Map.of("max.message.bytes", Integer.toString(2 << 20));
    }

    private static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy", "compact",
                "segment.bytes", Integer.toString(64 << 20),
                "segment.ms", Long.toString(Duration.ofHours(1).toMillis()),
                "min.compaction.lag.ms", Long.toString(Duration.ofHours(1).toMillis()),
                "max.compaction.lag.ms", Long.toString(Duration.ofHours(2).toMillis()));
    }
}
