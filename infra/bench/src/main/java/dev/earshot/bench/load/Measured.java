package dev.earshot.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The result of one run. Latencies in milliseconds, from when a toggle was due to when its entry was read.
 *
 * @param expected measured toggles times sockets
 * @param delivered each toggle's own entry, once on each socket
 * @param lost expected but not there when the drain ended
 * @param duplicates entries a socket had before; never part of {@code delivered}
 * @param snapshots whole snapshots during the run: a socket the server gave up keeping up to date
 * @param closed sockets that ended during the run
 * @param refusals what the server refused, and how often
 * @param ack from when a toggle was due to the server's acknowledgement, where the protocol has one
 */
public record Measured(
        int rate,
        int sockets,
        long expected,
        long delivered,
        long lost,
        long duplicates,
        long snapshots,
        long closed,
        Map<String, Integer> refusals,
        long deliveriesPerSecond,
        Millis delivery,
        Millis ack) {

    /** Percentiles of a distribution in milliseconds; all zero when nothing was recorded. */
    public record Millis(double p50, double p90, double p99, double p999, double max) {
        static Millis of(Histogram micros) {
            return new Millis(
                    at(micros, 50), at(micros, 90), at(micros, 99), at(micros, 99.9), micros.getMaxValue() / 1000.0);
        }

        private static double at(Histogram micros, double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    static Measured of(Plan plan, Tally tally) {
        long delivered = tally.deliveries.getTotalCount();
        return new Measured(
                plan.rate(),
                plan.crowd().sockets(),
                plan.expected(),
                delivered,
                plan.expected() - delivered,
                tally.duplicates,
                tally.snapshots,
                tally.closed,
                Map.copyOf(tally.refusals),
                delivered * 1000 / plan.measured().toMillis(),
                Millis.of(tally.deliveries),
                Millis.of(tally.acks));
    }

    /** Each toggle's own entry came once to each socket, none was lost, repeated, merged or refused. */
    public boolean lossless() {
        return lost == 0 && duplicates == 0 && snapshots == 0 && closed == 0 && refusals.isEmpty();
    }
}
