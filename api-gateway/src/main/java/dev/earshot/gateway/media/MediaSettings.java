package dev.earshot.gateway.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where LiveKit is.
 *
 * @param url {@code earshot.livekit.url}: its API, as this gateway reaches it
 * @param publicUrl {@code earshot.livekit.public-url}: where browsers connect
 * @param apiKey {@code earshot.livekit.api-key}; empty if there is no LiveKit
 * @param apiSecret {@code earshot.livekit.api-secret}
 * @param statusFile {@code earshot.livekit.status-file}: says why there is no LiveKit yet, see {@link MediaStatus}; empty if none does
 * @param tokenTtl {@code earshot.livekit.token-ttl}: how long a token may be joined with, at most 10 h
 */
@ConfigurationProperties("earshot.livekit")
public record MediaSettings(
        @DefaultValue("http://127.0.0.1:7880") String url,
        @DefaultValue("ws://localhost:7880") String publicUrl,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String apiSecret,
        @DefaultValue("") String statusFile,
        @DefaultValue("10m") Duration tokenTtl) {
    /** Source document, "Security Layers": a token lasts 10 hours at most. */
    private static final Duration LONGEST_TTL = Duration.ofHours(10);

    public MediaSettings {
        if (tokenTtl.isNegative() || tokenTtl.isZero() || tokenTtl.compareTo(LONGEST_TTL) > 0) {
            throw new IllegalArgumentException("earshot.livekit.token-ttl is " + tokenTtl
                    + ": write more than nothing and at most 10h, such as 10m");
        }
        if (apiKey.isBlank() != apiSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "earshot.livekit.api-key and earshot.livekit.api-secret belong together: set both or neither");
        }
    }

    /** Whether there is a LiveKit to talk of. */
    boolean isConfigured() {
        return !apiKey.isBlank();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "MediaSettings[url=" + url + ", publicUrl=" + publicUrl + "]";
    }
}
