package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Measured;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** All runs in figures: per server and rate the median of the rounds, and Earshot beside the baseline. */
final class Report {
    private final List<Run> runs;

    Report(List<Run> runs) {
        this.runs = runs;
    }

    /** A run as it ends, for whoever watches. */
    static String line(Run run) {
        Measured m = run.measured();
        return String.format(
                Locale.ROOT,
                "round %d  %-9s %4d/s  p50 %7.1f  p99 %7.1f  max %7.1f ms  lost %d of %d%s%s  cores %s  stalls p99 %.1f ms",
                run.round(),
                run.server(),
                m.rate(),
                m.delivery().p50(),
                m.delivery().p99(),
                m.delivery().max(),
                m.lost(),
                m.expected(),
                m.ack().max() > 0
                        ? String.format(
                                Locale.ROOT,
                                "  ack p50 %.1f p99 %.1f",
                                m.ack().p50(),
                                m.ack().p99())
                        : "",
                trouble(m),
                run.cores(),
                run.stallP99());
    }

    private static String trouble(Measured m) {
        String refusals = m.refusals().isEmpty() ? "" : " refused " + m.refusals();
        return m.duplicates() + m.snapshots() + m.closed() == 0
                ? refusals
                : "  duplicates " + m.duplicates() + " snapshots " + m.snapshots() + " closed " + m.closed() + refusals;
    }

    /** The Markdown table that infra/bench/README.md shows. */
    String table(List<String> servers) {
        StringBuilder table = new StringBuilder("| |");
        for (int rate : Turn.RATES) {
            table.append(' ').append(rate).append(" toggles/s: p50 / p99 ms, lost |");
        }
        table.append(" highest lossless rate with p99 ≤ 150 ms |\n|---|").append("---|".repeat(Turn.RATES.size() + 1));
        for (String server : servers) {
            table.append("\n| ").append(server).append(" |");
            for (int rate : Turn.RATES) {
                table.append(String.format(
                        Locale.ROOT,
                        " %.1f / %.1f, %.2f %% |",
                        median(server, rate, run -> run.measured().delivery().p50()),
                        median(server, rate, run -> run.measured().delivery().p99()),
                        median(
                                server,
                                rate,
                                run -> 100.0
                                        * run.measured().lost()
                                        / run.measured().expected())));
            }
            int highest = (int) highest(server);
            table.append(String.format(Locale.ROOT, " %d toggles/s = %,d deliveries/s |", highest, highest * 1000L));
        }
        return table.toString();
    }

    double median(String server, int rate, ToDoubleFunction<Run> figure) {
        return median(runs.stream()
                .filter(run -> run.server().equals(server) && run.measured().rate() == rate)
                .map(figure::applyAsDouble)
                .toList());
    }

    /** The highest rate the server kept up with in the last round, which ends with the search; 0 if it kept up with none. */
    double highest(String server) {
        int last = runs.stream().mapToInt(Run::round).max().orElse(0);
        return runs.stream()
                .filter(run -> run.round() == last && run.server().equals(server) && run.keepsUp())
                .mapToDouble(run -> run.measured().rate())
                .max()
                .orElse(0);
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
