package dev.earshot.bench.load;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.CompletableFuture;

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

    void start(long nanoTime) {
        start = nanoTime;
    }

    boolean started() {
        return start != Long.MAX_VALUE;
    }

    /** The clock is read once a socket's turn, not once an entry. */
    void reading(long nanoTime) {
        readAt = nanoTime;
    }

    void closed(String why) {
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
