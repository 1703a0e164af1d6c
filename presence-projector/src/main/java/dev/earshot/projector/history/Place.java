package dev.earshot.projector.history;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.log.LogReader;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a guild's events are, and how far they reach as a question begins.
 *
 * @param first the oldest offset that is kept
 * @param next where the next record will be
 */
record Place(GuildId guild, TopicPartition events, long first, long next) {

    static Place of(LogReader reader, GuildId guild) {
        int partition = GuildPartition.of(guild, reader.partitions());
        TopicPartition events = new TopicPartition(VoiceTopic.EVENTS.topic(), partition);
        return new Place(guild, events, reader.first(events), reader.next(events));
    }

    int partition() {
        return events.partition();
    }

    TopicPartition signals() {
        return new TopicPartition(VoiceTopic.SIGNALS.topic(), partition());
    }

    boolean isEmpty() {
        return first >= next;
    }
}
