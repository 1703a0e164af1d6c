package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the ingest is doing, for health and metrics. Written by its thread, read by any. */
final class IngestStatus {
    /** What it does now. */
    enum State {
        STARTING,
        READING,
        WAITING,
        STOPPED
    }

    private final Map<String, Long> behind = new ConcurrentHashMap<>();
    private volatile State state = State.STARTING;
    private volatile String reason = "Kafka has not answered yet";

    State state() {
        return state;
    }

    /** Why it does not read, a sentence; empty while it does. */
    String reason() {
        return reason;
    }

    /** Records of the topic that are not yet in the database, as far as Kafka has said. */
    long behind(VoiceTopic topic) {
        return behind.getOrDefault(topic.topic(), 0L);
    }

    void reading() {
        reason = "";
        state = State.READING;
    }

    void waiting(String why) {
        reason = why;
        state = State.WAITING;
    }

    void stopped() {
        state = State.STOPPED;
    }

    void behind(VoiceTopic topic, long records) {
        behind.put(topic.topic(), records);
    }
}
