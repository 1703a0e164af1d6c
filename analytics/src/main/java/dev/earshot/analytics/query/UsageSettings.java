package dev.earshot.analytics.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the questions about usage, {@code earshot.analytics.usage.*}: none may cost more than this, whoever asks.
 *
 * @param defaultWindow how far back a question without {@code from} looks
 * @param longestByMinute the longest window that is answered minute by minute
 * @param longestByHour the same, hour by hour
 * @param longest of any question
 * @param timeout after which PostgreSQL gives a question up
 * @param atOnce questions that PostgreSQL works on at a time; others wait
 * @param turn how long a question waits for its turn at most
 * @param exportTimeout after which PostgreSQL gives an export up
 * @param exportsAtOnce exports that run at a time
 */
@ConfigurationProperties("earshot.analytics.usage")
public record UsageSettings(
        @DefaultValue("7d") Duration defaultWindow,
        @DefaultValue("25h") Duration longestByMinute,
        @DefaultValue("93d") Duration longestByHour,
        @DefaultValue("732d") Duration longest,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("4") int atOnce,
        @DefaultValue("5s") Duration turn,
        @DefaultValue("30m") Duration exportTimeout,
        @DefaultValue("2") int exportsAtOnce) {
    public UsageSettings {
        if (defaultWindow.isNegative() || defaultWindow.isZero() || longest.compareTo(defaultWindow) < 0) {
            throw new IllegalArgumentException(
                    "earshot.analytics.usage.default-window is above zero and not above longest, such as 7d");
        }
        if (!timeout.isPositive() || !turn.isPositive() || !exportTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "earshot.analytics.usage.timeout, turn and export-timeout are times above zero, such as 5s");
        }
        if (atOnce < 1 || exportsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "earshot.analytics.usage.at-once and exports-at-once are numbers from 1 up");
        }
    }
}
