package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Measured;
import java.util.Map;

/**
 * One measured run of one server.
 *
 * @param stallP99 by how many milliseconds the machine woke a thread late that wanted to sleep for one, 99 of 100 times
 */
record Run(String server, int round, Measured measured, Map<String, Double> cores, double stallP99) {
    /** What counts as keeping up: nothing lost, and 99 of 100 entries within this many milliseconds. */
    static final double SLOWEST_P99 = 150;

    boolean keepsUp() {
        return measured.lossless() && measured.delivery().p99() <= SLOWEST_P99;
    }
}
