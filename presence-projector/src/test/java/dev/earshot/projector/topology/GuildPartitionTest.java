package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class GuildPartitionTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

    @Test
    void a_guild_is_where_kafkas_own_partitioner_would_put_its_key() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            GuildId guild = someGuild(random);
            int partitions = 1 + random.nextInt(40);
            int kafka = Utils.toPositive(Utils.murmur2(guild.value().getBytes(UTF_8))) % partitions;
            assertThat(GuildPartition.of(guild, partitions)).as(guild.value()).isEqualTo(kafka);
        }
    }

    @Test
    void a_row_goes_to_its_guilds_partition_whoever_it_is_of() {
        Random random = new Random(2);
        GuildPartitioner partitioner = new GuildPartitioner();
        for (int i = 0; i < 1_000; i++) {
            GuildId guild = someGuild(random);
            byte[] key = (guild + "/u" + i).getBytes(UTF_8);
            assertThat(partitioner.partitions("voice.presence", key, key, 12))
                    .isEqualTo(Optional.of(Set.of(GuildPartition.of(guild, 12))));
        }
    }

    private static GuildId someGuild(Random random) {
        StringBuilder id = new StringBuilder();
        int length = 1 + random.nextInt(64);
        for (int i = 0; i < length; i++) id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        return new GuildId(id.toString());
    }
}
