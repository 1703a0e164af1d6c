package dev.earshot.projector.history.log;

import dev.earshot.projector.history.CannotAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** What only Kafka's admin client can tell. It asks and changes nothing; it is not made before the first question. */
public final class LogAdmin implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;

    private final Map<String, Object> client;
    private @Nullable Admin admin;

    /** @param client Kafka client settings, at least {@code bootstrap.servers} */
    public LogAdmin(Map<String, Object> client) {
        this.client = new HashMap<>(client);
        this.client.put("request.timeout.ms", TIMEOUT_MS);
        this.client.put("default.api.timeout.ms", TIMEOUT_MS);
    }

    /** Which log this is: another one of the same name, after everything was reset, has another id. */
    public String id(String topic) {
        return answer(admin().describeTopics(List.of(topic)).topicNameValues().get(topic))
                .topicId()
                .toString();
    }

    /** Up to where a group has committed, 0 if it has not. Every effect of what lies below is written. */
    public long committed(String group, TopicPartition partition) {
        try {
            OffsetAndMetadata offset = answer(
                            admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .get(partition);
            return offset == null ? 0 : offset.offset();
        } catch (CannotAnswer none) {
            if (none.getCause() instanceof GroupIdNotFoundException) return 0;
            throw none;
        }
    }

    private synchronized Admin admin() {
        if (admin == null) admin = Admin.create(client);
        return admin;
    }

    private static <T> T answer(@Nullable KafkaFuture<T> question) {
        if (question == null) throw CannotAnswer.away("Kafka did not answer what it was asked.", null);
        try {
            return question.get();
        } catch (ExecutionException failed) {
            throw CannotAnswer.away("Kafka does not answer just now.", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CannotAnswer.away("The question was taken back.", stopped);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) admin.close();
    }
}
