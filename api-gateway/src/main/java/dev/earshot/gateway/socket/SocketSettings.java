package dev.earshot.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The socket's own settings.
 *
 * @param drain {@code earshot.gateway.socket.drain}: over how long a stopping gateway closes its sockets, at random times, so
 *     that they do not all come back in the same second; 5 s by default, at most 20 s
 * @param maxGuilds {@code earshot.gateway.socket.max-guilds}: guilds one socket may watch, 50 by default
 */
@ConfigurationProperties("earshot.gateway.socket")
public record SocketSettings(
        @DefaultValue("5s") Duration drain,
        @DefaultValue("50") int maxGuilds) {
    public SocketSettings {
        if (drain.isNegative() || drain.toSeconds() > 20) {
            throw new IllegalArgumentException(
                    "earshot.gateway.socket.drain is " + drain + ": write 0s to 20s, such as 5s");
        }
        if (maxGuilds < 1) {
            throw new IllegalArgumentException(
                    "earshot.gateway.socket.max-guilds is " + maxGuilds + ": write a number from 1 up, such as 50");
        }
    }
}
