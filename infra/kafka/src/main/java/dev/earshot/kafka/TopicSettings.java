package dev.earshot.kafka;

/**
 * How the voice topics are to be laid out, as the operator says.
 *
 * @param partitions        {@code earshot.topics.partitions}: of every voice topic, 12 by default; cannot be changed once there is data
 * @param replicationFactor {@code earshot.topics.replication-factor}: of topics that are created, 1 by default
 * @param create            {@code earshot.topics.create}: whether missing topics are created, true by default
 */
public record TopicSettings(int partitions, int replicationFactor, boolean create) {
    public static final TopicSettings DEFAULTS = new TopicSettings(12, 1, true);

    public TopicSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "earshot.topics.partitions is " + partitions + ": write a number from 1 up, such as 12");
        }
        if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException("earshot.topics.replication-factor is " + replicationFactor
                    + ": write a number from 1 up to the number of brokers");
        }
    }
}
