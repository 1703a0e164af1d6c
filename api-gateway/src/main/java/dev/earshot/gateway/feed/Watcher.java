package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;

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

    Watcher(GuildFeed feed, FeedSocket socket, LoopGroup group, long sent) {
        this.feed = feed;
        this.socket = socket;
        this.group = group;
        this.sent = sent;
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

    /** A frame for the whole audience. True if it was written. */
    boolean deliver(ByteBuf frames, long version, long now) {
        if (version <= sent) return false;
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

    /** A frame for this socket alone. */
    void answer(ByteBuf frames, long version) {
        socket.write(frames);
        sent = version;
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
