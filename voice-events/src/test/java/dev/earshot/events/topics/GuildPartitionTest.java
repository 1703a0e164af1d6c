package dev.earshot.events.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GuildId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuildPartitionTest {
    /** The vectors of Apache Kafka's own UtilsTest. */
    @ParameterizedTest
    @CsvSource({
        "21, -973932308",
        "foobar, -790332482",
        "a-little-bit-long-string, -985981536",
        "a-little-bit-longer-string, -1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
        "abc, 479470107"
    })
    void the_hash_is_the_one_of_kafkas_clients(String text, int hash) {
        assertThat(GuildPartition.murmur2(text.getBytes(UTF_8))).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({"demo, 12", "demo, 1", "foobar, 12"})
    void a_guild_is_in_one_of_the_partitions(String guild, int partitions) {
        assertThat(GuildPartition.of(new GuildId(guild), partitions)).isBetween(0, partitions - 1);
    }
}
