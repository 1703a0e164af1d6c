package dev.earshot.bench.load;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the servers under test: how a socket opens, what is said on it (the server speaks first), and where in a received frame a
 * change entry stands. One instance serves all sockets of a run and keeps no state.
 */
public interface Protocol {

    /** The address of the socket of {@code user}. */
    URI address(int user);

    /** Adds what authenticates {@code user} to the handshake; returns the subprotocols to offer, or null. */
    @Nullable
    String handshake(int user, HttpHeaders headers);

    /**
     * One text frame, {@code bytes[from..to)}: tell the line what it says. The bytes belong to the caller; nothing may
     * be kept of them. On the way of every delivery: no parsing beyond the change entries, no allocation.
     */
    void received(Line line, byte[] bytes, int from, int to);

    /** The frame by which a sitter takes a seat; the line hears {@link Line#ready} when the server confirms it. */
    String join();

    /** The frame of a sitter's toggle {@code k} (from 0), which mutes or unmutes. */
    String toggle(int k, boolean muted);

    String heartbeat();

    String leave();
}
