package dev.earshot.bench.fanout;

import dev.earshot.bench.Machine;
import dev.earshot.bench.subject.EarshotSubject;
import dev.earshot.bench.subject.SocketIoSubject;
import dev.earshot.bench.subject.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Starts each server in turn, round after round, and prints medians, ratios and what was meant to be reached. */
@Command(name = "fanout", description = "1,000 sockets, 100 of them toggling: Earshot and the baseline in turn.")
public final class FanOut implements Callable<Integer> {
    private static final String EARSHOT = "earshot";
    private static final String BASELINE = "socket.io";

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds of both servers (default 3).")
    int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "Seconds measured in each run (default 10).")
    int seconds;

    @Option(names = "--prime", defaultValue = "60", description = "Seconds each server is driven first (default 60).")
    int prime;

    @Option(names = "--no-search", description = "Leave out the search for the highest lossless rate.")
    boolean noSearch;

    @Option(names = "--only", description = "Only this server: earshot or socket.io.")
    String only = "";

    @Option(names = "--out", defaultValue = "infra/bench/target/fanout", description = "Folder of results and logs.")
    Path out = Path.of("");

    /** Everything that was measured, as the JSON file holds it. */
    record Result(Machine machine, List<Targets.Target> targets, List<Run> runs) {}

    @Override
    public Integer call() throws Exception {
        List<String> servers = List.of(BASELINE, EARSHOT).stream()
                .filter(server -> server.startsWith(only))
                .toList();
        Path work = Files.createDirectories(out.toAbsolutePath());
        List<Run> runs = new ArrayList<>();
        int tooMuch = 0;
        for (int round = 1; round <= rounds; round++) {
            for (String server : servers) {
                try (Subject subject = start(server, work)) {
                    boolean search = !noSearch && round == rounds;
                    Turn turn =
                            new Turn(server, round, Duration.ofSeconds(prime), Duration.ofSeconds(seconds), subject);
                    runs.addAll(turn.take(search));
                    if (search && server.equals(BASELINE)) tooMuch = Turn.tooMuch(new Report(runs).highest(BASELINE));
                    if (tooMuch > 0) runs.add(turn.run(tooMuch));
                }
            }
        }
        Report report = new Report(runs);
        System.out.println("\n" + report.table(servers) + "\n");
        List<Targets.Target> targets = servers.size() < 2
                ? List.of()
                : Targets.of(report, EARSHOT, BASELINE, tooMuch).targets();
        targets.forEach(target -> System.out.println(
                (target.reached() ? "reached  " : "missed   ") + target.sentence() + ": " + target.measured()));
        Path file = work.resolve("fanout.json");
        Result result = new Result(Machine.here(), targets, runs);
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file, result);
        System.out.println("\nAll figures: " + file);
        return targets.stream().allMatch(Targets.Target::reached) ? 0 : 1;
    }

    private static Subject start(String server, Path work) {
        Path repository = Path.of("").toAbsolutePath();
        return server.equals(EARSHOT)
                ? EarshotSubject.start(repository, work)
                : SocketIoSubject.start(repository, work);
    }
}
