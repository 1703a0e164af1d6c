package dev.earshot.events.presence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Marks a repair of a partition of {@code voice.presence}. A projector that finds rows missing from the table raises the
 * generation first and writes the rows after it. The generation is part of every epoch, so that an epoch and a version never
 * name two contents. A partition without this record has generation {@link #FIRST}.
 *
 * @param generation number of the partition's repairs, from 1
 */
public record PartitionGeneration(long generation) {
    /** Generation of a partition that was never repaired. */
    public static final long FIRST = 0;

    /** The record's key: without a slash, so that it is never a {@link PresenceKey}. One for each partition. */
    private static final byte[] KEY = "generation".getBytes(UTF_8);

    public PartitionGeneration {
        if (generation <= FIRST) throw new IllegalArgumentException("A generation begins at 1, not " + generation);
    }

    /** The key of the record. */
    public static byte[] key() {
        return KEY.clone();
    }

    /** Whether a record of {@code voice.presence} with this key is a generation, not a row. */
    public static boolean isKey(byte @Nullable [] key) {
        return Arrays.equals(KEY, key);
    }
}
