package dev.earshot.local;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.local.demo.DemoCounts;
import dev.earshot.local.demo.DemoHistory;
import dev.earshot.local.demo.DemoPlan;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Writes a made-up history to where Kafka keeps its data, all of it or nothing: it is written beside that place, by a Kafka
 * of its own, and takes it only once it is whole and the topics are as the services want them. Whatever ends the program
 * before leaves a directory that nobody reads, and that the next run empties.
 */
final class DemoKafka {
    private DemoKafka() {}

    /** @param place where Kafka's data is to be; it must not exist */
    static DemoCounts fill(Path place, DemoPlan plan, ProgressBar progress) throws Exception {
        Path aside = place.resolveSibling(place.getFileName() + ".unfinished");
        delete(aside);
        DemoCounts counts;
        try (KafkaServer kafka = KafkaServer.start(aside, Ports.free())) {
            counts = write(kafka, plan, progress);
        }
        Files.move(aside, place);
        return counts;
    }

    private static DemoCounts write(KafkaServer kafka, DemoPlan plan, ProgressBar progress) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            DemoTopics topics = new DemoTopics(admin, TopicSettings.DEFAULTS.partitions());
            topics.createForThePast();
            DemoCounts counts;
            try (DemoWriter writer = new DemoWriter(client, plan, TopicSettings.DEFAULTS.partitions(), progress)) {
                counts = DemoHistory.tell(plan, TopicSettings.DEFAULTS.partitions(), writer::write);
            }
            topics.openForThePresent();
            TopicGuard.check(admin, TopicSettings.DEFAULTS);
            topics.commit("earshot-projector", List.of(VoiceTopic.EVENTS, VoiceTopic.SIGNALS));
            return counts;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
