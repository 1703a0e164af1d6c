package dev.earshot.faults.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Looks into topics from beginning to end, and plants records: an operator with a console. */
public final class Topics {
    /** Those that create topics may stand still for two minutes each. */
    private static final Duration CREATED_AGAIN_WITHIN = Duration.ofMinutes(5);

    private final Map<String, Object> client;

    Topics(String bootstrapServers) {
        this.client = Map.of(
                "bootstrap.servers", bootstrapServers,
                "default.api.timeout.ms", 20_000,
                "request.timeout.ms", 10_000);
    }

    /** Every record of the topic as of now, in offset order within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> all(VoiceTopic topic) {
        return all(topic.topic());
    }

    /** Every record of the topic as of now, in offset order within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** Appends records and waits until Kafka has them all. */
    public List<RecordMetadata> append(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            return records.stream().map(producer::send).toList().stream()
                    .map(sent -> {
                        try {
                            return sent.get();
                        } catch (ExecutionException | InterruptedException failed) {
                            throw new IllegalStateException("Kafka did not take a planted record", failed);
                        }
                    })
                    .toList();
        }
    }

    /** Deletes every topic but these with all consumer groups, as if they had never been, and waits until they are gone. */
    public void deleteAllBut(Set<String> kept) {
        try (Admin admin = Admin.create(client)) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            // A killed member is missed only when its session times out; until then its group counts as in use.
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                admin.deleteConsumerGroups(groups).all().get();
                return true;
            });
            List<String> doomed = admin.listTopics().names().get().stream()
                    .filter(name -> !kept.contains(name))
                    .toList();
            admin.deleteTopics(doomed).all().get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> kept.containsAll(admin.listTopics().names().get()));
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("Topics could not be deleted", failed);
        }
    }

    /** Something an operator does to topics by hand. */
    @FunctionalInterface
    public interface Operation {
        void on(Admin admin) throws ExecutionException, InterruptedException;
    }

    /** Does it, and waits until the broker has done it. */
    public void operate(Operation operation) {
        try (Admin admin = Admin.create(client)) {
            operation.on(admin);
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("The topics could not be operated on", failed);
        }
    }

    /** Deletes every record of the topic that is there now, as retention does. A compacted topic allows that for this moment. */
    public void cut(VoiceTopic topic) {
        String policy = topic.settings().getOrDefault("cleanup.policy", "delete");
        if (policy.equals("compact")) set(topic, "cleanup.policy", "compact,delete");
        operate(admin -> {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int p = 0; p < Stack.PARTITIONS; p++) {
                asked.put(new TopicPartition(topic.topic(), p), OffsetSpec.latest());
            }
            Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(ends).all().get();
        });
        if (policy.equals("compact")) set(topic, "cleanup.policy", policy);
    }

    /** Deletes the topic, and waits until the product has created it again. */
    public void delete(VoiceTopic topic) {
        operate(admin -> {
            String deleted = id(admin, topic);
            admin.deleteTopics(List.of(topic.topic())).all().get();
            Awaitility.await(topic.topic() + " is there again")
                    .atMost(CREATED_AGAIN_WITHIN)
                    .ignoreExceptionsMatching(ExecutionException.class::isInstance)
                    .until(() -> !id(admin, topic).equals(deleted));
        });
    }

    private static String id(Admin admin, VoiceTopic topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic.topic()))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .topicId()
                .toString();
    }

    /** Sets one setting of a topic. */
    public void set(VoiceTopic topic, String name, String value) {
        operate(admin -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.topic()),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get());
    }

    /** Whether the broker answers now. */
    boolean answers() {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", client.get("bootstrap.servers"),
                "default.api.timeout.ms", 2000,
                "request.timeout.ms", 1500))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException away) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A record's value as text, empty for a tombstone. */
    public static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), UTF_8);
    }
}
