package dev.earshot.bench;

import dev.earshot.bench.fold.FoldBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The fold by itself, measured by JMH in JVMs of its own. */
@Command(name = "fold", description = "Events per second through the fold on one core, with 1,000 present (JMH).")
final class Fold implements Callable<Integer> {
    @Option(
            names = "--out",
            defaultValue = "infra/bench/target/fold/fold.json",
            description = "JMH's result file (default ${DEFAULT-VALUE}).")
    Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
        Path file = out.toAbsolutePath();
        Files.createDirectories(file.getParent());
        new Runner(new OptionsBuilder()
                        .include(FoldBenchmark.class.getSimpleName())
                        .mode(Mode.Throughput)
                        .forks(3)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(2))
                        .threads(1)
                        .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC")
                        .resultFormat(ResultFormatType.JSON)
                        .result(file.toString())
                        .build())
                .run();
        return 0;
    }
}
