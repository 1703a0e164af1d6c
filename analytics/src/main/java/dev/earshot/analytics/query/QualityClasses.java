package dev.earshot.analytics.query;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many samples fell into which class of which measure, as {@code V11__quality_sums.sql} counts them, added up. A class is 4 % wide and
 * stands for its middle, so a percentile is within 2 % of the exact one; a zero is a zero. MOS has classes of 0.02, and is within 0.01.
 */
final class QualityClasses {
    /** Of the sums, in the order of their classes. */
    enum Measure {
        JITTER,
        LOSS,
        ROUND_TRIP,
        BITRATE,
        MOS
    }

    private static final int CLASSES = 1024;
    private static final int CELL_BYTES = 6;
    private static final double SMALLEST = 0.000001;
    private static final double WIDTH = 1.04;
    private static final double MOS_WIDTH = 0.02;

    private final long[][] counts = new long[Measure.values().length][CLASSES];

    /** Adds one set of cells: two bytes that say which class of which measure, four that say how many samples. */
    void add(ByteBuffer cells) {
        while (cells.remaining() >= CELL_BYTES) {
            int code = cells.getShort();
            counts[code / CLASSES - 1][code % CLASSES] += cells.getInt();
        }
    }

    /** Forgets what was added, to begin anew without new memory. */
    void clear() {
        for (long[] of : counts) Arrays.fill(of, 0);
    }

    /**
     * The value below which each of these shares of the samples lie, between two samples in proportion,
     * as PostgreSQL's {@code percentile_cont} has it; null if no sample has this measure.
     */
    @Nullable
    Double[] percentiles(Measure measure, double... shares) {
        long[] of = counts[measure.ordinal()];
        long samples = Arrays.stream(of).sum();
        Double[] found = new Double[shares.length];
        for (int i = 0; i < shares.length && samples > 0; i++) {
            double rank = shares[i] * (samples - 1);
            double below = value(measure, classAt(of, (long) Math.floor(rank)));
            double above = value(measure, classAt(of, (long) Math.ceil(rank)));
            found[i] = below + (rank - Math.floor(rank)) * (above - below);
        }
        return found;
    }

    private static int classAt(long[] of, long rank) {
        long passed = 0;
        for (int at = 0; at < CLASSES; at++) {
            passed += of[at];
            if (passed > rank) return at;
        }
        throw new IllegalArgumentException("There is no sample " + rank);
    }

    private static double value(Measure measure, int at) {
        if (measure == Measure.MOS) return 1 + (at + 0.5) * MOS_WIDTH;
        return at == 0 ? 0 : SMALLEST * Math.pow(WIDTH, at - 0.5);
    }
}
