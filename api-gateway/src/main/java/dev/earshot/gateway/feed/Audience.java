package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody who sees the same channels of a guild. Guarded by its feed's lock. */
final class Audience {
    private final Visible visible;
    private String epoch;
    private final Map<EventExecutor, LoopGroup> groups = new HashMap<>();
    /** The version of the last frame that was encoded for all: where the next one begins. */
    private long sent;

    private @Nullable ByteBuf snapshot;
    private long snapshotVersion;

    Audience(Visible visible, String epoch, long sent) {
        this.visible = visible;
        this.epoch = epoch;
        this.sent = sent;
    }

    Visible visible() {
        return visible;
    }

    String epoch() {
        return epoch;
    }

    /** Another view begins: what was kept of the one before belongs to no version any more. */
    void restart(String next, long version) {
        epoch = next;
        sent = version;
        if (snapshot != null) snapshot.release();
        snapshot = null;
    }

    long sent() {
        return sent;
    }

    void sent(long version) {
        sent = version;
    }

    LoopGroup group(EventExecutor loop, FeedMetrics metrics) {
        return groups.computeIfAbsent(loop, l -> new LoopGroup(this, l, metrics));
    }

    Collection<LoopGroup> groups() {
        return groups.values();
    }

    /** @return whether nobody is left */
    boolean dropIfEmpty(LoopGroup group) {
        if (group.isEmpty()) groups.remove(group.loop());
        if (!groups.isEmpty()) return false;
        if (snapshot != null) snapshot.release();
        snapshot = null;
        return true;
    }

    /** A thousand sockets that come back at once are sent one buffer. Null if there is none of this version. */
    @Nullable
    ByteBuf snapshotAt(long version) {
        return snapshot != null && snapshotVersion == version ? snapshot.retainedDuplicate() : null;
    }

    ByteBuf keepSnapshot(ByteBuf encoded, long version) {
        if (snapshot != null) snapshot.release();
        snapshot = encoded;
        snapshotVersion = version;
        return encoded.retainedDuplicate();
    }
}
