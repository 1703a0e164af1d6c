package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;

/**
 * One batch for one group of sockets.
 *
 * @param frames owned by this delivery, released by {@link #run}
 * @param version what a socket that got it has
 * @param changes how many entries are inside
 * @param term of the view that the batch changes: a socket that was given another view is not sent it
 */
record Delivery(LoopGroup group, ByteBuf frames, long version, int changes, long term) {

    /** Writes it; on the group's event loop. @return how many changes were delivered, each counted per socket */
    long run() {
        try {
            return (long) group.deliver(frames, version, term) * changes;
        } finally {
            frames.release();
        }
    }
}
