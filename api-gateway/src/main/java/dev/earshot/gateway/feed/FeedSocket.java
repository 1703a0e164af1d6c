package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;

/** A socket as the feed sees it. All but {@link #loop} is called on its event loop alone. */
public interface FeedSocket {
    EventExecutor loop();

    /** Whether the network took enough of what was written so far. */
    boolean isWritable();

    /** Writes a whole WebSocket frame, or several, and flushes. Takes over the buffer's reference. */
    void write(ByteBuf frames);

    /** It cannot keep up: ends it so that it may come back. */
    void closeAsSlow();
}
