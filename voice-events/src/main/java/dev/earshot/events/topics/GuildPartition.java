package dev.earshot.events.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.GuildId;
import org.jspecify.annotations.Nullable;

/**
 * Which partition a guild lives in, in every voice topic: murmur2 of the UTF-8 guild id, as Kafka's own default partitioner
 * computes it for the key bytes, so that other tools agree. A guild's events, leases and presence so meet in one task.
 */
public final class GuildPartition {
    private static final int SEED = 0x9747b28c;
    private static final int MIX = 0x5bd1e995;

    private GuildPartition() {}

    /**
     * @param partitions how many the topic has, at least 1
     * @return from 0 to {@code partitions - 1}
     */
    public static int of(GuildId guild, int partitions) {
        return (murmur2(guild.value().getBytes(UTF_8)) & 0x7fffffff) % partitions;
    }

    /**
     * Why a record of the guild cannot be used in a partition, a sentence; null in the guild's own. Versions are offsets there, and
     * what lies elsewhere meets neither the guild's other records nor a tombstone.
     */
    public static @Nullable String misplaced(GuildId guild, int partition, int partitions) {
        int home = of(guild, partitions);
        return partition == home ? null : "The guild's records belong into partition " + home;
    }

    /** MurmurHash2, 32 bits, by Austin Appleby, with the seed that Kafka's clients use. */
    static int murmur2(byte[] data) {
        int length = data.length;
        int hash = SEED ^ length;
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            int word = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            word *= MIX;
            word ^= word >>> 24;
            word *= MIX;
            hash *= MIX;
            hash ^= word;
        }
        int rest = length & 3;
        if (rest == 3) hash ^= (data[whole + 2] & 0xff) << 16;
        if (rest >= 2) hash ^= (data[whole + 1] & 0xff) << 8;
        if (rest >= 1) {
            hash ^= data[whole] & 0xff;
            hash *= MIX;
        }
        hash ^= hash >>> 13;
        hash *= MIX;
        return hash ^ hash >>> 15;
    }
}
