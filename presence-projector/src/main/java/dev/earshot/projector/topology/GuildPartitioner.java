package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a record to its guild's partition: the guild is the key, or the part of it before the slash. */
final class GuildPartitioner implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        String text = new String(key, UTF_8);
        int slash = text.indexOf('/');
        GuildId guild = new GuildId(slash < 0 ? text : text.substring(0, slash));
        return Optional.of(Set.of(GuildPartition.of(guild, partitions)));
    }
}
