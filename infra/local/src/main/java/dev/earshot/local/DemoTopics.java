package dev.earshot.local;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The voice topics while a past is written into them: records keep the times they are given, and nothing is thrown away for its age. */
final class DemoTopics {
    private static final String TIME = "message.timestamp.type";
    private static final String RETENTION = "retention.ms";

    /** A change of settings holds a moment after Kafka has said that it does. */
    private static final Duration HOLDS_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Admin admin;
    private final int partitions;

    DemoTopics(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /** Creates them so; a change of settings would hold only a moment after Kafka has said that it does. */
    void createForThePast() throws ExecutionException, InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        for (VoiceTopic topic : VoiceTopic.values()) {
            Map<String, String> settings = new HashMap<>(topic.settings());
            settings.computeIfPresent(TIME, (_, _) -> "CreateTime");
            settings.computeIfPresent(RETENTION, (_, _) -> "-1");
            topics.add(new NewTopic(topic.topic(), partitions, (short) 1).configs(settings));
        }
        admin.createTopics(topics).all().get();
    }

    /** Gives each the settings that services want it to have. */
    void openForThePresent() throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (VoiceTopic topic : VoiceTopic.values()) {
            List<AlterConfigOp> all = new ArrayList<>();
            topic.settings().forEach((name, value) -> all.add(set(name, value)));
            changes.put(resource(topic), all);
        }
        admin.incrementalAlterConfigs(changes).all().get();
        long end = System.nanoTime() + HOLDS_WITHIN.toNanos();
        while (!areOpen(changes.keySet()) && System.nanoTime() < end) Thread.sleep(LOOK_EVERY);
    }

    private boolean areOpen(Set<ConfigResource> topics) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Config> found = admin.describeConfigs(topics).all().get();
        for (VoiceTopic topic : VoiceTopic.values()) {
            Config now = found.get(resource(topic));
            for (Map.Entry<String, String> wanted : topic.settings().entrySet()) {
                ConfigEntry entry = now == null ? null : now.get(wanted.getKey());
                if (entry == null || !wanted.getValue().equals(entry.value())) return false;
            }
        }
        return true;
    }

    /** Tells a consumer group that it has read all of these topics. */
    void commit(String group, List<VoiceTopic> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (VoiceTopic topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                asked.put(new TopicPartition(topic.topic(), partition), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(asked).all().get().entrySet()) {
            ends.put(end.getKey(), new OffsetAndMetadata(end.getValue().offset()));
        }
        admin.alterConsumerGroupOffsets(group, ends).all().get();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static ConfigResource resource(VoiceTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topic());
    }
}
