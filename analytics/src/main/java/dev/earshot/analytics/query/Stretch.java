package dev.earshot.analytics.query;

import java.util.ArrayList;
import java.util.List;

/**
 * A part [from, to) of a window that sums of one length make up whole.
 *
 * @param length of each sum, in the unit of {@code from} and {@code to}
 */
record Stretch(long length, long from, long to) {

    /**
     * A window in as few sums as it can be put together from, in order and none of it twice.
     *
     * @param lengths longest first, each a multiple of the next; the window begins and ends at multiples of the last
     */
    static List<Stretch> cut(long from, long to, long... lengths) {
        List<Stretch> stretches = new ArrayList<>();
        cut(from, to, lengths, 0, stretches);
        return stretches;
    }

    private static void cut(long from, long to, long[] lengths, int at, List<Stretch> into) {
        if (from >= to) return;
        long length = lengths[at];
        long first = Math.ceilDiv(from, length) * length;
        long last = Math.floorDiv(to, length) * length;
        if (at == lengths.length - 1) into.add(new Stretch(length, from, to));
        else if (first >= last) cut(from, to, lengths, at + 1, into);
        else {
            cut(from, first, lengths, at + 1, into);
            into.add(new Stretch(length, first, last));
            cut(last, to, lengths, at + 1, into);
        }
    }
}
