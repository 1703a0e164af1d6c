package dev.earshot.bench.load;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One user's socket: what is said on it, and what a {@link Protocol} found in what it received. */
public final class Line {
    private final int user;
    private final Channel channel;
    private final Tally tally;
    private final Ledger ledger;
    private final Plan plan;
    private CompletableFuture<Line> ready = new CompletableFuture<>();
    private long start = Long.MAX_VALUE;
    private long readAt;
    private @Nullable ScheduledFuture<?> beating;

    Line(int user, Channel channel, Plan plan, Tally tally) {
        this.user = user;
        this.channel = channel;
        this.plan = plan;
        this.tally = tally;
        this.ledger = new Ledger(plan, tally);
    }

    public int user() {
        return user;
    }

    public Crowd crowd() {
        return plan.crowd();
    }

    public void say(String frame) {
        channel.writeAndFlush(new TextWebSocketFrame(frame), channel.voidPromise());
    }

    /** The server confirmed what the line waits for: its subscription, then its seat. */
    public void ready() {
        ready.complete(this);
    }

    /** A change entry: {@code user} is now muted or not. Users who are not sitters are of no interest. */
    public void changed(int user, boolean muted) {
        if (started() && user >= 0 && user < crowd().sitters()) {
            ledger.entry(user, muted, readAt - start);
        }
    }

    /** The server acknowledged this sitter's toggle {@code k}. */
    public void acknowledged(int k) {
        int toggle = plan.toggle(user, k);
        if (started() && toggle >= plan.firstMeasured()) {
            tally.acknowledged(readAt - start - plan.due(toggle));
        }
    }

    public void snapshot() {
        if (started()) {
            tally.snapshots++;
        }
    }

    public void refused(String reason) {
        tally.refused(reason);
        ready.completeExceptionally(new IllegalStateException(Crowd.userId(user) + " was refused: " + reason));
    }

    CompletableFuture<Line> whenReady() {
        return ready;
    }

    /** Takes a seat; the future is done when the server has confirmed it. */
    CompletableFuture<Line> join(Protocol protocol) {
        ready = new CompletableFuture<>();
        channel.eventLoop().execute(() -> say(protocol.join()));
        return ready;
    }

    /** Until it starts, for a large crowd takes longer to gather than a server waits for a word. Then the pacer beats. */
    void beatUntilStarted(String heartbeat) {
        long every = Pacer.HEARTBEAT_NANOS;
        beating = channel.eventLoop().scheduleAtFixedRate(() -> say(heartbeat), every, every, TimeUnit.NANOSECONDS);
    }

    private void stopBeating() {
        if (beating != null) {
            beating.cancel(false);
            beating = null;
        }
    }

    void start(long nanoTime) {
        start = nanoTime;
        stopBeating();
    }

    boolean started() {
        return start != Long.MAX_VALUE;
    }

    /** The clock is read once a socket's turn, not once an entry. */
    void reading(long nanoTime) {
        readAt = nanoTime;
    }

    void closed(String why) {
        stopBeating();
        if (!ready.isDone()) {
            ready.completeExceptionally(new IllegalStateException(Crowd.userId(user) + " lost its socket: " + why));
        }
        if (started()) {
            tally.closed++;
            tally.refused(why);
        }
    }

    Channel channel() {
        return channel;
    }
}
