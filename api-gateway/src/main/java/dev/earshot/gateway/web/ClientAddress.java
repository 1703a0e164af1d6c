package dev.earshot.gateway.web;

import java.net.InetSocketAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from, for limits and audit. Behind a proxy this is the proxy unless {@code
 * server.forward-headers-strategy} says that its headers are to be believed.
 */
public final class ClientAddress {
    private ClientAddress() {}

    /** The address without its port; {@code unknown} if the connection is already gone. */
    public static String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null) return "unknown";
        return remote.getAddress() == null
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
    }
}
