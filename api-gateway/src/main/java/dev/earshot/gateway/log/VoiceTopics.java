package dev.earshot.gateway.log;

import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicsRefused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics, once they were found to be right.
 *
 * @param partitions of each
 */
public record VoiceTopics(int partitions) {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceTopics.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Blocks until Kafka has answered, however long it is away: a gateway that gave up would only have to be started again.
     *
     * @param client settings of an admin client
     * @throws TopicsRefused if the topics are wrong; an operator reads the sentence
     */
    static VoiceTopics await(Map<String, Object> client, TopicProperties properties) {
        while (true) {
            try (Admin admin = Admin.create(client)) {
                TopicGuard.check(admin, properties.settings());
                return new VoiceTopics(properties.partitions());
            } catch (TopicsRefused refused) {
                if (refused.getCause() == null) throw refused;
                pauseBecause(refused);
            } catch (KafkaException away) {
                pauseBecause(away);
            }
        }
    }

    private static void pauseBecause(RuntimeException why) {
        if (Thread.currentThread().isInterrupted()) throw why;
        LOG.warn("Waiting for Kafka: {}", why.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
