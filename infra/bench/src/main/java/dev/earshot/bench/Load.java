package dev.earshot.bench;

import dev.earshot.bench.load.Crowd;
import dev.earshot.bench.load.EarshotProtocol;
import dev.earshot.bench.load.LoadRun;
import dev.earshot.bench.load.Measured;
import dev.earshot.bench.load.Plan;
import dev.earshot.bench.load.Protocol;
import dev.earshot.bench.load.SocketIoProtocol;
import dev.earshot.bench.load.Window;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** One run of the load generator against a server that is already there. */
@Command(name = "load", description = "One run against a running server; prints what was measured as JSON.")
final class Load implements Callable<Integer> {
    @Option(names = "--socketio", description = "The baseline's address, e.g. http://127.0.0.1:8080")
    @Nullable
    URI socketIo;

    @Option(names = "--earshot", description = "Earshot's socket, e.g. ws://127.0.0.1:8080/ws")
    @Nullable
    URI earshot;

    @Option(names = "--tokens", description = "A file with one token a line, as `./earshot tokens N` prints them.")
    @Nullable
    Path tokens;

    @Option(names = "--rate", defaultValue = "20", description = "Toggles a second (default 20).")
    int rate;

    @Option(names = "--sockets", defaultValue = "1000")
    int sockets;

    @Option(names = "--sitters", defaultValue = "100")
    int sitters;

    @Option(names = "--warm-up", defaultValue = "8", description = "Seconds (default 8).")
    int warmUp;

    @Option(names = "--seconds", defaultValue = "10", description = "Seconds measured (default 10).")
    int seconds;

    @Option(names = "--loops", defaultValue = "1", description = "Event-loop threads of the generator (default 1).")
    int loops;

    @Override
    public Integer call() throws Exception {
        Crowd crowd = new Crowd(sockets, sitters, "demo", "lounge");
        Plan plan =
                new Plan(crowd, rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), Duration.ofSeconds(5));
        Measured measured = LoadRun.run(plan, protocol(crowd), loops, Window.NONE);
        System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(measured));
        return measured.lossless() ? 0 : 1;
    }

    private Protocol protocol(Crowd crowd) throws Exception {
        if (earshot != null && tokens != null) {
            return new EarshotProtocol(earshot, crowd, Files.readAllLines(tokens));
        }
        if (socketIo != null) {
            return new SocketIoProtocol(socketIo, crowd);
        }
        throw new IllegalArgumentException("say --socketio ADDRESS, or --earshot ADDRESS with --tokens FILE");
    }
}
