package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Measured;
import java.util.Map;

/** One measured run of one server. */
record Run(String server, int round, Measured measured, Map<String, Double> cores) {
    /** What counts as keeping up: nothing lost, and 99 of 100 entries within this many milliseconds. */
    static final double SLOWEST_P99 = 150;

    boolean keepsUp() {
        return measured.lossless() && measured.delivery().p99() <= SLOWEST_P99;
    }
}
