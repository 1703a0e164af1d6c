package dev.earshot.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The socket's own settings.
 *
 * @param drain {@code earshot.gateway.socket.drain}: over how long a stopping gateway closes its sockets, at random times, so
 *     that they do not all come back in the same second; 5 s by default, at most 20 s
 * @param eventLoops {@code earshot.gateway.socket.event-loops}: threads that read and write sockets; 0, the default, for one to
 *     every two cores, at least one
 * @param maxGuilds {@code earshot.gateway.socket.max-guilds}: guilds one socket may watch, 50 by default
 * @param pingEvery {@code earshot.gateway.socket.ping-every}: between two pings of the server, 20 s by default; a connection that
 *     answers none of two is closed
 * @param idleAfter {@code earshot.gateway.socket.idle-after}: how long a socket may send no text frame, 60 s by default
 */
@ConfigurationProperties("earshot.gateway.socket")
public record SocketSettings(
        @DefaultValue("5s") Duration drain,
        @DefaultValue("0") int eventLoops,
        @DefaultValue("50") int maxGuilds,
        @DefaultValue("20s") Duration pingEvery,
        @DefaultValue("60s") Duration idleAfter) {
    public SocketSettings {
        if (drain.isNegative() || drain.toSeconds() > 20) {
            throw new IllegalArgumentException(
                    "earshot.gateway.socket.drain is " + drain + ": write 0s to 20s, such as 5s");
        }
        if (eventLoops < 0) {
            throw new IllegalArgumentException("earshot.gateway.socket.event-loops is " + eventLoops
                    + ": write 0 for one to every two cores, or a number from 1 up");
        }
        if (maxGuilds < 1) {
            throw new IllegalArgumentException(
                    "earshot.gateway.socket.max-guilds is " + maxGuilds + ": write a number from 1 up, such as 50");
        }
        if (pingEvery.compareTo(SocketLiveness.ROUND) < 0 || pingEvery.toHours() > 0) {
            throw new IllegalArgumentException(
                    "earshot.gateway.socket.ping-every is " + pingEvery + ": write 1s to 59m, such as 20s");
        }
        if (idleAfter.compareTo(Protocol.HEARTBEAT) <= 0 || idleAfter.toDays() > 0) {
            throw new IllegalArgumentException("earshot.gateway.socket.idle-after is " + idleAfter
                    + ": pages send a heartbeat every 15s, so write more than that and less than 1d, such as 60s");
        }
    }
}
