package dev.earshot.gateway.socket;

import io.netty.util.concurrent.EventExecutor;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every open socket once a {@link SocketLiveness#ROUND}, on its own event loop: one timer a loop, none a socket. */
final class SocketRounds {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRounds.class);

    private final Map<EventExecutor, Loop> loops = new ConcurrentHashMap<>();

    /** From any thread. */
    void add(VoiceSocket socket) {
        Loop loop = loops.computeIfAbsent(socket.loop(), Loop::start);
        socket.loop().execute(() -> loop.sockets.add(socket));
    }

    /** From any thread. */
    void remove(VoiceSocket socket) {
        Loop loop = loops.get(socket.loop());
        if (loop != null) socket.loop().execute(() -> loop.sockets.remove(socket));
    }

    /** The sockets of one event loop. Only that loop touches them. */
    private static final class Loop {
        private final Set<VoiceSocket> sockets = new HashSet<>();

        static Loop start(EventExecutor executor) {
            Loop loop = new Loop();
            long every = SocketLiveness.ROUND.toMillis();
            // With a delay, not at a rate: rounds that a stopped process missed are not made up for.
            executor.scheduleWithFixedDelay(loop::round, every, every, TimeUnit.MILLISECONDS);
            return loop;
        }

        // A socket that ends in its round is taken out by a later turn of the loop, so the set does not change here. An
        // exception would end the timer for good.
        private void round() {
            for (VoiceSocket socket : sockets) {
                try {
                    socket.round();
                } catch (RuntimeException broken) {
                    LOG.error("A look at the socket of {} failed", socket.user(), broken);
                }
            }
        }
    }
}
