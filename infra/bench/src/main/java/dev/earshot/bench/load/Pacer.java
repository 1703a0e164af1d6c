package dev.earshot.bench.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the toggles of one event loop's sitters when they are due, and keeps its sockets alive. It never waits for the
 * server: what is due is sent, late if the loop was busy, and the delay counts.
 */
final class Pacer implements Runnable {
    /** Source document, "Every 15 seconds". */
    static final long HEARTBEAT_NANOS = 15 * Plan.SECOND;

    private final EventLoop loop;
    private final Plan plan;
    private final Protocol protocol;
    /** By user; null where another loop has the socket. */
    private final @Nullable Line[] sitters;

    private final List<Line> lines;
    private final long start;
    private int next;
    private int nextBeat;

    Pacer(EventLoop loop, Plan plan, Protocol protocol, List<Line> lines, long start) {
        this.loop = loop;
        this.plan = plan;
        this.protocol = protocol;
        this.lines = lines;
        this.start = start;
        this.sitters = new Line[plan.crowd().sitters()];
        for (Line line : lines) {
            if (line.user() < sitters.length) {
                sitters[line.user()] = line;
            }
        }
    }

    @Override
    public void run() {
        long now = System.nanoTime() - start;
        while (next < plan.toggles() && plan.due(next) <= now) {
            int k = next / sitters.length;
            Line sitter = sitters[next % sitters.length];
            if (sitter != null) {
                sitter.say(protocol.toggle(k, Ledger.mutes(k)));
            }
            next++;
        }
        while (HEARTBEAT_NANOS / lines.size() * nextBeat <= now) {
            lines.get(nextBeat++ % lines.size()).say(protocol.heartbeat());
        }
        long beat = HEARTBEAT_NANOS / lines.size() * nextBeat;
        long due = next < plan.toggles() ? Math.min(beat, plan.due(next)) : beat;
        if (lines.getFirst().started()) {
            loop.schedule(this, start + due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
