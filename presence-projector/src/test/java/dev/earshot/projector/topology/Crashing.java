package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A projector that is killed again and again. Kafka keeps of each output topic, and of the changelog, everything up to the last
 * commit and of what came after it any beginning, each topic its own: that is all that at-least-once promises.
 */
final class Crashing {
    private static final byte[] FILLER = "{\"type\":\"filler\"}".getBytes(UTF_8);

    private final List<LoggedInput> log;
    private final Random random;
    private final boolean sameOrder;
    private final Map<String, List<TestRecord<byte[], byte[]>>> kept = new HashMap<>();
    private final Map<VoiceTopic, Integer> committed = new HashMap<>();
    int crashes;
    double repeats;

    /** @param sameOrder whether a restarted projector reads the two topics interleaved as the killed one did */
    Crashing(List<LoggedInput> log, Random random, boolean sameOrder) {
        this.log = log;
        this.random = random;
        this.sameOrder = sameOrder;
        for (String topic : topics()) kept.put(topic, new ArrayList<>());
    }

    private static List<String> topics() {
        return List.of(VoiceTopic.PRESENCE.topic(), VoiceTopic.CHANGES.topic(), Driven.CHANGELOG);
    }

    /** Runs to the end of the log, with so many crashes on the way. */
    Crashing run(int deaths) {
        for (int i = 0; i < deaths; i++) live(true);
        live(false);
        return this;
    }

    /** The committed offsets are lost, as after a week's stop: everything is read again. */
    Crashing readEverythingAgain() {
        committed.clear();
        live(false);
        return this;
    }

    private void live(boolean dies) {
        Map<VoiceTopic, Integer> read = new HashMap<>(committed);
        Map<String, Integer> safe = new HashMap<>();
        Map<String, List<TestRecord<byte[], byte[]>>> written = new HashMap<>();
        topics().forEach(topic -> written.put(topic, new ArrayList<>()));
        try (Driven driven = new Driven(
                kept.getOrDefault(Driven.CHANGELOG, List.of()),
                (topic, _) -> committed.getOrDefault(
                        topic.equals(VoiceTopic.EVENTS.topic()) ? VoiceTopic.EVENTS : VoiceTopic.SIGNALS, 0))) {
            passOver(driven);
            List<LoggedInput> inputs = remaining();
            int end = dies ? random.nextInt(inputs.size() + 1) : inputs.size();
            for (LoggedInput input : inputs.subList(0, end)) {
                driven.at(input.appended()).raw(input.topic(), input.key(), input.value());
                read.merge(input.topic(), 1, Integer::sum);
                written.forEach((topic, records) -> records.addAll(driven.written(topic)));
                if (random.nextInt(15) == 0) {
                    committed.putAll(read);
                    written.forEach((topic, records) -> safe.put(topic, records.size()));
                }
            }
            repeats += driven.count("earshot.projector.repeats");
        }
        if (!dies) committed.putAll(read);
        else crashes++;
        written.forEach((topic, records) -> {
            int least = safe.getOrDefault(topic, 0);
            int most = dies ? least + random.nextInt(records.size() - least + 1) : records.size();
            kept.computeIfAbsent(topic, _ -> new ArrayList<>()).addAll(records.subList(0, most));
        });
    }

    // The driver counts offsets from 0, so records that mean nothing stand where the committed ones were. Those of
    // events were appended
    // earlier by half of what a clock may lag: their time must come from what was stored.
    private void passOver(Driven driven) {
        Map<VoiceTopic, Integer> passed = new HashMap<>();
        Map<VoiceTopic, FoldTime> times = new HashMap<>();
        for (LoggedInput input : log) {
            int offset = passed.merge(input.topic(), 1, Integer::sum) - 1;
            if (offset >= committed.getOrDefault(input.topic(), 0)) continue;
            FoldTime time = times.getOrDefault(input.topic(), FoldTime.NONE).advance(input.appended());
            times.put(input.topic(), time);
            boolean late = input.isEvent() && !time.isSetBack();
            Instant appended = late ? time.now().minus(FoldTime.TOLERANCE.dividedBy(2)) : time.now();
            driven.at(appended).raw(input.topic(), "filler", FILLER);
        }
    }

    private List<LoggedInput> remaining() {
        Map<VoiceTopic, Integer> seen = new HashMap<>();
        List<LoggedInput> events = new ArrayList<>();
        List<LoggedInput> signals = new ArrayList<>();
        List<LoggedInput> ordered = new ArrayList<>();
        for (LoggedInput input : log) {
            int offset = seen.merge(input.topic(), 1, Integer::sum) - 1;
            if (offset < committed.getOrDefault(input.topic(), 0)) continue;
            ordered.add(input);
            (input.isEvent() ? events : signals).add(input);
        }
        return sameOrder ? ordered : interleaved(events, signals);
    }

    private List<LoggedInput> interleaved(List<LoggedInput> events, List<LoggedInput> signals) {
        List<LoggedInput> mixed = new ArrayList<>();
        while (!events.isEmpty() || !signals.isEmpty()) {
            boolean event = signals.isEmpty() || (!events.isEmpty() && random.nextBoolean());
            mixed.add((event ? events : signals).removeFirst());
        }
        return mixed;
    }

    /** The table as a gateway has it in the end. */
    Map<String, PresenceRow> presence() {
        Map<String, PresenceRow> table = new HashMap<>();
        for (TestRecord<byte[], byte[]> record : kept.getOrDefault(VoiceTopic.PRESENCE.topic(), List.of())) {
            if (PartitionGeneration.isKey(record.key())) continue;
            String key = new String(record.key(), UTF_8);
            if (record.value() == null) table.remove(key);
            else
                table.put(
                        key, RecordCodec.PRESENCE.decode(record.value()).known().orElseThrow());
        }
        return table;
    }

    /** Every fact that was written, repeats included, in order. */
    List<VoiceChange> facts() {
        return kept.getOrDefault(VoiceTopic.CHANGES.topic(), List.of()).stream()
                .map(record ->
                        RecordCodec.CHANGES.decode(record.value()).known().orElseThrow())
                .toList();
    }
}
