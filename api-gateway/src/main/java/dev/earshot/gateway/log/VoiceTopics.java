package dev.earshot.gateway.log;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicsRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics, once they were found to be right.
 *
 * @param partitions of each
 * @param presenceId the id of {@code voice.presence}: another one after it was made anew
 */
public record VoiceTopics(int partitions, String presenceId) {
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
                return new VoiceTopics(properties.partitions(), presenceId(admin));
            } catch (TopicsRefused refused) {
                if (refused.getCause() == null) throw refused;
                pauseBecause(refused);
            } catch (KafkaException away) {
                pauseBecause(away);
            }
        }
    }

    private static String presenceId(Admin admin) {
        String presence = VoiceTopic.PRESENCE.topic();
        try {
            TopicDescription found = admin.describeTopics(List.of(presence))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return found.topicId().toString();
        } catch (ExecutionException failed) {
            throw new KafkaException("Kafka did not describe " + presence, failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static void pauseBecause(RuntimeException why) {
        if (Thread.currentThread().isInterrupted()) throw why;
        LOG.warn("Waiting for Kafka: {}", why.getMessage());
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
