package dev.earshot.bench;

import dev.earshot.bench.fanout.FanOut;
import dev.earshot.bench.insights.Insights;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code infra/bench/run}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {FanOut.class, Fold.class, Insights.class, Load.class, Replay.class})
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
