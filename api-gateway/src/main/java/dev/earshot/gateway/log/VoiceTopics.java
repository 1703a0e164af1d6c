package dev.earshot.gateway.log;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The topics, once they were found to be right.
 *
 * @param partitions of each
 * @param presenceId the id of {@code voice.presence}: another one after it was made anew
 */
public record VoiceTopics(int partitions, String presenceId) {

    /** Blocks; see {@link TopicGuard#check(Admin, dev.earshot.kafka.TopicSettings)} for what it refuses. */
    static VoiceTopics check(Admin admin, TopicProperties properties) {
        TopicGuard.check(admin, properties.settings());
        String presence = VoiceTopic.PRESENCE.topic();
        try {
            for (TopicDescription found : admin.describeTopics(List.of(presence))
                    .allTopicNames()
                    .get()
                    .values()) {
                return new VoiceTopics(properties.partitions(), found.topicId().toString());
            }
            throw new IllegalStateException("Kafka described no " + presence);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka did not describe " + presence, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Kafka for " + presence, interrupted);
        }
    }
}
