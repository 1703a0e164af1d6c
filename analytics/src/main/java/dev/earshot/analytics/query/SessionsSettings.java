package dev.earshot.analytics.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of {@code GET /api/analytics/sessions}, {@code earshot.analytics.sessions.*}.
 *
 * @param defaultWindow how far back a question without {@code from} looks
 * @param maxWindow the longest window that may be asked for
 * @param defaultLimit calls of one page
 * @param maxLimit calls of one page at most
 */
@ConfigurationProperties("earshot.analytics.sessions")
record SessionsSettings(
        @DefaultValue("7d") Duration defaultWindow,
        @DefaultValue("366d") Duration maxWindow,
        @DefaultValue("50") int defaultLimit,
        @DefaultValue("500") int maxLimit) {
    SessionsSettings {
        if (defaultWindow.isNegative() || defaultWindow.isZero() || maxWindow.compareTo(defaultWindow) < 0) {
            throw new IllegalArgumentException(
                    "earshot.analytics.sessions.default-window is above zero and not above max-window, such as 7d");
        }
        if (defaultLimit < 1 || maxLimit < defaultLimit) {
            throw new IllegalArgumentException(
                    "earshot.analytics.sessions.default-limit is at least 1 and not above max-limit, such as 50");
        }
    }
}
