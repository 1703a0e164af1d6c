package dev.earshot.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How many connections each client has open, and how many of them are unfinished. Thread-safe. */
final class ClientCounts {
    static final String PER_ADDRESS = "per-address";
    static final String UNFINISHED_PER_ADDRESS = "unfinished-per-address";

    private record Count(int open, int unfinished) {
        @Nullable
        Count orNothing() {
            return open == 0 ? null : this;
        }
    }

    private static final Count NOTHING = new Count(0, 0);

    private final Map<Network, Count> counts = new ConcurrentHashMap<>();
    private final List<Network> trusted;
    private final int mostOpen;
    private final int mostUnfinished;

    ClientCounts(EdgeLimits limits) {
        this.trusted = limits.trustedProxies().stream().map(Network::parse).toList();
        this.mostOpen = limits.perAddress();
        this.mostUnfinished = limits.unfinishedPerAddress();
    }

    /** Who counts together with this address; null if nobody counts it. */
    @Nullable
    Network client(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address)) ? null : Network.ofOneClient(address);
    }

    /** Why this client gets no further connection; null if it does. */
    @Nullable
    String full(@Nullable Network client) {
        if (client == null) return null;
        Count now = counts.getOrDefault(client, NOTHING);
        if (now.open() >= mostOpen) return PER_ADDRESS;
        return now.unfinished() >= mostUnfinished ? UNFINISHED_PER_ADDRESS : null;
    }

    /** Counts one more open connection, whether there is room or not. True if there is. */
    boolean open(@Nullable Network client) {
        return client == null || add(client, 1, 0).open() <= mostOpen;
    }

    /** Counts one more unfinished connection, whether there is room or not. True if there is. */
    boolean begin(@Nullable Network client) {
        return client == null || add(client, 0, 1).unfinished() <= mostUnfinished;
    }

    void finish(@Nullable Network client) {
        if (client != null) add(client, 0, -1);
    }

    void close(@Nullable Network client) {
        if (client != null) add(client, -1, 0);
    }

    /** How many clients have a connection. */
    int clients() {
        return counts.size();
    }

    private Count add(Network client, int open, int unfinished) {
        Count[] now = {NOTHING};
        counts.compute(client, (_, before) -> {
            Count from = before == null ? NOTHING : before;
            now[0] = new Count(from.open() + open, from.unfinished() + unfinished);
            return now[0].orNothing();
        });
        return now[0];
    }
}
