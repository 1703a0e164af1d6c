package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.repair.PresenceTable;
import dev.earshot.projector.repair.TableLook;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The one partition of {@code voice.presence} that a driven topology writes, to be looked at, cut, emptied and created again. */
final class LookedTable implements PresenceTable {
    final Map<String, byte[]> rows = new HashMap<>();
    String topicId = "first";
    long first;
    long end;
    long generation;
    private long number;
    private boolean wanted;
    private @Nullable TableLook latest;

    /** Kafka takes what the topology has written. */
    LookedTable take(Driven driven) {
        for (TestRecord<byte[], byte[]> record : driven.written(VoiceTopic.PRESENCE.topic())) {
            end++;
            if (PartitionGeneration.isKey(record.key())) {
                generation = RecordCodec.GENERATIONS
                        .decode(record.value())
                        .known()
                        .orElseThrow()
                        .generation();
            } else if (record.value() == null) {
                rows.remove(new String(record.key(), UTF_8));
            } else {
                rows.put(new String(record.key(), UTF_8), record.value());
            }
        }
        return this;
    }

    /** Somebody looks. */
    LookedTable look() {
        latest = new TableLook(
                ++number,
                null,
                topicId,
                first,
                end,
                end - 1,
                0,
                0,
                wanted ? Map.copyOf(rows) : null,
                wanted ? generation : PartitionGeneration.FIRST);
        wanted = false;
        return this;
    }

    void lookInVain(String why) {
        latest = TableLook.missing(++number, why);
    }

    @Override
    public @Nullable TableLook latest(int partition) {
        return latest;
    }

    @Override
    public long begun() {
        return number;
    }

    @Override
    public void wantRows(int partition) {
        wanted = true;
    }
}
