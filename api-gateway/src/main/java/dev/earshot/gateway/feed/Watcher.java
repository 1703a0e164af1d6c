package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;

/**
 * One socket that watches one guild. Lives on the socket's event loop: nothing here is touched by another thread.
 */
public final class Watcher {
    private final GuildFeed feed;
    private final FeedSocket socket;
    private final Lag lag = new Lag();
    private LoopGroup group;
    /** Where it stands in its group, so that it leaves without a search. */
    int place;

    private long sent;
    /** Which of the feed's views this socket has. */
    private long term;

    private boolean closed;

    Watcher(GuildFeed feed, FeedSocket socket, LoopGroup group, long sent, long term) {
        this.feed = feed;
        this.socket = socket;
        this.group = group;
        this.sent = sent;
        this.term = term;
    }

    /** The last version sent to this socket. */
    public long sentVersion() {
        return sent;
    }

    /** What this socket may see now. A difference sends it a new epoch and a snapshot. */
    public void see(Visible visible) {
        if (!group.audience().visible().equals(visible)) feed.change(this, visible);
    }

    /** It watches no more. */
    public void close() {
        closed = true;
        feed.leave(this);
    }

    FeedSocket socket() {
        return socket;
    }

    LoopGroup group() {
        return group;
    }

    void enter(LoopGroup next) {
        group = next;
        next.add(this);
    }

    long term() {
        return term;
    }

    /** A frame for the whole audience. True if it was written. */
    boolean deliver(ByteBuf frames, long version, long of, long now) {
        if (of != term || version <= sent) return false;
        if (lag.isBehind()) return false;
        if (!socket.isWritable()) {
            lag.fellBehind(now);
            group.lagging(this);
            return false;
        }
        socket.write(frames.retainedDuplicate());
        sent = version;
        return true;
    }

    /** A frame for this socket alone. @param of the view that it was made of */
    void answer(ByteBuf frames, long version, long of) {
        socket.write(frames);
        sent = version;
        term = of;
    }

    /** The feed shows another view. Whatever this socket has may be wrong, even under the same version. */
    void renew(long now) {
        if (closed || lag.isBehind()) return;
        if (socket.isWritable()) {
            feed.renew(this);
        } else {
            lag.fellBehind(now);
            group.lagging(this);
        }
    }

    /** This socket has more than the gateway has read: it is sent nothing, but not for ever. */
    void awaitFeed(int looks) {
        socket.loop().schedule(() -> lookAgain(looks - 1), GuildFeed.LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void lookAgain(int looks) {
        if (closed || !feed.isBehind(this)) return;
        if (looks > 0) awaitFeed(looks);
        else if (!lag.isBehind()) feed.resync(this);
    }

    /** Looks after a socket that fell behind. False when there is nothing more to look after. */
    boolean tend(long now, FeedMetrics metrics) {
        if (!lag.isBehind()) return false;
        if (lag.isHopeless(now)) {
            metrics.slowCloses.increment();
            close();
            socket.closeAsSlow();
            return false;
        }
        if (!socket.isWritable()) return true;
        lag.caughtUp();
        metrics.resyncs.increment();
        feed.resync(this);
        return false;
    }
}
