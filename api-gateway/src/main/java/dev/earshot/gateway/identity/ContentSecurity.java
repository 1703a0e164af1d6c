package dev.earshot.gateway.identity;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the page may load and connect to: itself, and the one LiveKit it is told of. LiveKit's client opens a WebSocket, and
 * asks over HTTP at the same address why one failed.
 */
final class ContentSecurity {
    private ContentSecurity() {}

    /** @param livekit the public address, such as {@code ws://localhost:7880}; empty if there is none */
    static String policy(String livekit) {
        Set<String> connect = new LinkedHashSet<>();
        connect.add("'self'");
        if (!livekit.isBlank()) {
            URI address = URI.create(livekit);
            boolean secure = "wss".equals(address.getScheme()) || "https".equals(address.getScheme());
            String authority = address.getRawAuthority();
            connect.add((secure ? "wss://" : "ws://") + authority);
            connect.add((secure ? "https://" : "http://") + authority);
        }
        return String.join(
                "; ",
                "default-src 'self'",
                "connect-src " + String.join(" ", connect),
                // Avatars come from wherever the token's picture claim says.
                "img-src 'self' data: https:",
                "media-src 'self' blob: data:",
                // The heartbeat's worker may be inlined by the build.
                "worker-src 'self' blob:",
                // Charts and sliders set style attributes.
                "style-src 'self' 'unsafe-inline'",
                "font-src 'self' data:",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }
}
