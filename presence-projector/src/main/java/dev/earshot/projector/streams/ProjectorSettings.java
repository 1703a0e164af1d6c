package dev.earshot.projector.streams;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The projector's own settings.
 *
 * @param instance {@code earshot.projector.instance}: names this projector over restarts, different for each one of a
 *     deployment; the host's name by default
 * @param threads {@code earshot.projector.threads}: stream threads, 1 by default; a guild is always in one
 */
@ConfigurationProperties("earshot.projector")
public record ProjectorSettings(
        @DefaultValue("") String instance,
        @DefaultValue("1") int threads) {
    private static final int MOST_THREADS = 16;

    public ProjectorSettings {
        if (instance.isBlank()) instance = hostname();
        if (!instance.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("earshot.projector.instance is '" + instance
                    + "': write 1 to 200 letters, digits, '.', '_' or '-', another one for each projector");
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "earshot.projector.threads is " + threads + ": write 1 or 2, at most " + MOST_THREADS);
        }
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "projector";
        }
    }
}
