package dev.earshot.bench.fanout;

import java.util.List;
import java.util.stream.Stream;

/** What the fan-out is meant to reach, and whether it did. */
record Targets(List<Target> targets) {

    /** @param measured a ratio to the baseline or a rate, as the sentence says */
    record Target(String sentence, double measured, boolean reached) {}

    /** @param tooMuch a rate that the baseline cannot keep up with; 0: none was looked for */
    static Targets of(Report report, String earshot, String baseline, int tooMuch) {
        double p50 = ratio(report, earshot, baseline, 20, true);
        double p99 = ratio(report, earshot, baseline, 20, false);
        double busyP99 = ratio(report, earshot, baseline, 100, false);
        double lost = report.median(earshot, 100, run -> run.measured().lost());
        List<Target> fixed = List.of(
                new Target("20/s: p50 at most 1.5 times the baseline's", p50, p50 <= 1.5),
                new Target("20/s: p99 no more than the baseline's", p99, p99 <= 1),
                new Target("100/s: p99 at most a tenth of the baseline's", busyP99, busyP99 <= 0.1),
                new Target("100/s: nothing lost", lost, lost == 0));
        if (tooMuch == 0) {
            return new Targets(fixed);
        }
        double overloaded = ratio(report, earshot, baseline, tooMuch, false);
        Target behind = new Target(
                tooMuch + "/s, a seventh more than the baseline keeps up with: p99 at most a tenth of its",
                overloaded,
                overloaded <= 0.1);
        double deliveries = report.highest(earshot) * Turn.CROWD.sockets();
        Target highest = new Target(
                "lossless with p99 ≤ 150 ms: at least 700,000 deliveries/s", deliveries, deliveries >= 700_000);
        return new Targets(
                Stream.concat(fixed.stream(), Stream.of(behind, highest)).toList());
    }

    private static double ratio(Report report, String server, String to, int rate, boolean middle) {
        return p(report, server, rate, middle) / p(report, to, rate, middle);
    }

    private static double p(Report report, String server, int rate, boolean middle) {
        return report.median(
                server,
                rate,
                run -> middle
                        ? run.measured().delivery().p50()
                        : run.measured().delivery().p99());
    }
}
