package dev.earshot.gateway.identity;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages may use this gateway.
 *
 * @param allowedOrigins {@code earshot.gateway.allowed-origins}: scheme, host and port of each, such as {@code
 *     https://voice.example.org}; without a {@code *} anywhere
 * @param allowedHosts {@code earshot.gateway.allowed-hosts}: further names that this gateway is reached by, without a port,
 *     such as a container's
 */
@ConfigurationProperties("earshot.gateway")
public record EdgeSettings(
        @DefaultValue({}) List<String> allowedOrigins,
        @DefaultValue({}) List<String> allowedHosts) {
    public EdgeSettings {
        for (String origin : allowedOrigins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException("earshot.gateway.allowed-origins has \"" + origin
                        + "\": write scheme, host and port alone, such as https://voice.example.org");
            }
        }
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }
}
