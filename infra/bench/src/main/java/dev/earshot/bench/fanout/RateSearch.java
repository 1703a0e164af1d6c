package dev.earshot.bench.fanout;

import java.util.function.IntPredicate;

/** Finds the highest rate that passes, by doubling and then halving the gap; each question is a whole run, so few are asked. */
final class RateSearch {
    private RateSearch() {}

    /**
     * @param passed a rate known to pass, 0 if none is
     * @param failed a rate known to fail, or {@code limit + 1}
     * @param limit the highest rate to ask for
     * @return the highest rate asked for that passed, at most a twentieth (or 5) below one that did not
     */
    static int highest(int passed, int failed, int limit, IntPredicate passes) {
        int low = passed;
        int high = failed;
        while (high > limit && low < limit) {
            int next = Math.min(limit, Math.max(2 * low, 20));
            if (passes.test(next)) {
                low = next;
            } else {
                high = next;
            }
        }
        while (low < limit && high - low > Math.max(5, low / 20)) {
            int next = roundedMiddle(low, high);
            if (passes.test(next)) {
                low = next;
            } else {
                high = next;
            }
        }
        return low;
    }

    private static int roundedMiddle(int low, int high) {
        int middle = (low + high) / 2;
        int rounded = middle / 5 * 5;
        return rounded > low ? rounded : middle;
    }
}
