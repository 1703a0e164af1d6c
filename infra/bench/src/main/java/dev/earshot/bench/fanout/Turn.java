package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Crowd;
import dev.earshot.bench.load.LoadRun;
import dev.earshot.bench.load.Measured;
import dev.earshot.bench.load.Plan;
import dev.earshot.bench.load.Protocol;
import dev.earshot.bench.load.Window;
import dev.earshot.bench.subject.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One server's turn in one round: it was just started, is measured at the fixed rates, then taken to where it breaks. */
final class Turn {
    static final Crowd CROWD = new Crowd(1000, 100, "demo", "lounge");
    static final List<Integer> RATES = List.of(20, 100);

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int HIGHEST_RATE = 1000;

    private final String server;
    private final int round;
    private final Duration priming;
    private final Duration measured;
    private final Subject subject;
    private final Protocol protocol;
    private final List<Run> runs = new ArrayList<>();

    /** @param priming how long the server is driven before anything is measured */
    Turn(String server, int round, Duration priming, Duration measured, Subject subject) {
        this.server = server;
        this.round = round;
        this.priming = priming;
        this.measured = measured;
        this.subject = subject;
        this.protocol = subject.protocol(CROWD);
    }

    /** @param search whether to look for the highest lossless rate, which takes minutes */
    List<Run> take(boolean search) throws InterruptedException {
        // A server that was just started has not compiled its code yet; a person would not meet it like that.
        prime(subject.primingRate(), priming);
        // At few toggles a batch holds one change, at many it holds many: code of its own, to be compiled too.
        prime(RATES.getFirst(), priming.dividedBy(2));
        int passed = 0;
        for (int rate : RATES) {
            if (run(rate).keepsUp()) passed = rate;
        }
        if (search) {
            int failed = passed < RATES.getLast() ? RATES.getLast() : HIGHEST_RATE + 1;
            RateSearch.highest(passed, failed, HIGHEST_RATE, this::keepsUp);
        }
        return List.copyOf(runs);
    }

    /** A seventh more than a server keeps up with: there it falls behind for good, on any machine. */
    static int tooMuch(double highest) {
        return (int) Math.ceil(highest * 8 / 7 / 5) * 5;
    }

    private void prime(int rate, Duration time) throws InterruptedException {
        LoadRun.run(plan(rate, time), protocol, 1, new CpuUse(subject.processes()));
    }

    // Asked twice: a machine that others use too stalls now and then, and one such second is not the server's limit.
    private boolean keepsUp(int rate) {
        try {
            boolean once = run(rate).keepsUp();
            return once || run(rate).keepsUp();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Run run(int rate) throws InterruptedException {
        CpuUse cpu = new CpuUse(subject.processes());
        Stalls stalls = new Stalls();
        System.gc();
        Measured result = LoadRun.run(plan(rate, measured), protocol, 1, Window.of(cpu, stalls));
        Run run = new Run(server, round, result, cpu.cores(), stalls.p99());
        System.out.println(Report.line(run));
        runs.add(run);
        return run;
    }

    private static Plan plan(int rate, Duration measured) {
        return new Plan(CROWD, rate, WARM_UP, measured, DRAIN);
    }
}
