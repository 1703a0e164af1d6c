package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.Afternoon.END;
import static dev.earshot.projector.history.Afternoon.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.history.checkpoint.Checkpoints;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The time machine reads and does nothing else. */
@ExtendWith(Afternoon.Shared.class)
class OnlyReadsIT {
    private final PastLog log;
    private final TimeMachine machine;

    OnlyReadsIT(Afternoon afternoon) {
        log = afternoon.log();
        machine = afternoon.machine();
    }

    @Test
    void nothing_in_kafka_is_touched_by_any_question() throws Exception {
        Map<String, Object> before = everything();
        machine.log(GUILD);
        machine.state(GUILD, END, Asker.PROGRAM);
        machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        machine.diff(GUILD, at(0), END, Asker.PROGRAM);
        machine.explain(GUILD, ALICE, at(60), Asker.PROGRAM);
        machine.events(new EventsQuestion(GUILD, at(0), END, null, null, null, 100), Asker.PROGRAM);
        machine.density(GUILD, at(0), END, 10, Asker.PROGRAM);
        machine.verify(null, Asker.PROGRAM);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void nor_by_keeping_checkpoints_up(@TempDir Path directory) throws Exception {
        Clock now = Clock.fixed(PastLog.NOW, ZoneOffset.UTC);
        Checkpoints often = new Checkpoints(directory, 1 << 20, now, 1);
        try (TimeMachine keeping = new TimeMachine(HistorySettings.of(log.client()), often, now)) {
            Map<String, Object> before = everything();
            keeping.state(GUILD, at(0), Asker.PROGRAM);
            assertThat(keeping.keepUp()).isOne();
            assertThat(everything()).isEqualTo(before);
        }
    }

    private Map<String, Object> everything() throws Exception {
        try (Admin admin = log.admin()) {
            Map<String, Object> all = new TreeMap<>();
            all.put("topics", new TreeSet<>(admin.listTopics().names().get()));
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .sorted()
                    .toList();
            all.put("groups", groups);
            for (String topic : admin.listTopics().names().get()) {
                for (int p = 0; p < PastLog.PARTITIONS; p++) {
                    TopicPartition partition = new TopicPartition(topic, p);
                    all.put(
                            partition.toString(),
                            admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition)
                                    .get()
                                    .offset());
                }
            }
            return all;
        }
    }
}
