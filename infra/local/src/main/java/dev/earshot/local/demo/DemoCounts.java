package dev.earshot.local.demo;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a history holds.
 *
 * @param records of each topic, by its name
 * @param facts   of {@code voice.changes}, by their type
 * @param ends    facts that ended a call, by why
 * @param telemetry of {@code voice.telemetry}, by their type
 */
public record DemoCounts(
        Map<String, Long> records, Map<String, Long> facts, Map<String, Long> ends, Map<String, Long> telemetry) {
    static DemoCounts none() {
        return new DemoCounts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** Records of all topics. */
    public long total() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Records of one topic. */
    public long of(VoiceTopic topic) {
        return records.getOrDefault(topic.topic(), 0L);
    }

    /** Facts of one type. */
    public long facts(String type) {
        return facts.getOrDefault(type, 0L);
    }

    /** Calls, each with a beginning and an end. */
    public long calls() {
        return facts("joined");
    }

    static void add(Map<String, Long> to, String what) {
        to.merge(what, 1L, Long::sum);
    }
}
