package dev.earshot.bench.subject;

import dev.earshot.bench.load.Crowd;
import dev.earshot.bench.load.Protocol;
import dev.earshot.bench.load.SocketIoProtocol;
import dev.earshot.servers.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The baseline: the document's design in {@code infra/bench/baseline}, one Node process. */
public final class SocketIoSubject implements Subject {
    private final Child server;
    private final URI address;

    private SocketIoSubject(Child server, URI address) {
        this.server = server;
        this.address = address;
    }

    public static SocketIoSubject start(Path repository, Path logs) {
        int port = Ports.free();
        URI address = URI.create("http://127.0.0.1:" + port);
        Child server = Child.start(
                "baseline",
                logs,
                repository.resolve("infra/bench/baseline"),
                List.of("node", "src/server.js"),
                Map.of("NODE_ENV", "production", "PORT", String.valueOf(port)));
        server.awaitReady(address.resolve("/health"));
        return new SocketIoSubject(server, address);
    }

    @Override
    public Protocol protocol(Crowd crowd) {
        return new SocketIoProtocol(address, crowd);
    }

    @Override
    public int primingRate() {
        return 50;
    }

    @Override
    public Map<String, ProcessHandle> processes() {
        return Map.of("baseline", server.handle());
    }

    @Override
    public void close() {
        server.close();
    }
}
