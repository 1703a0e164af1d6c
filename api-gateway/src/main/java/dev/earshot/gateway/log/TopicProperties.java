package dev.earshot.gateway.log;

import dev.earshot.kafka.TopicSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the voice topics are laid out; see {@link TopicSettings}.
 *
 * @param partitions {@code earshot.topics.partitions}
 * @param replicationFactor {@code earshot.topics.replication-factor}
 * @param create {@code earshot.topics.create}
 */
@ConfigurationProperties("earshot.topics")
public record TopicProperties(
        @DefaultValue("12") int partitions,
        @DefaultValue("1") int replicationFactor,
        @DefaultValue("true") boolean create) {

    /** As the check of the topics wants them. */
    public TopicSettings settings() {
        return new TopicSettings(partitions, replicationFactor, create);
    }
}
