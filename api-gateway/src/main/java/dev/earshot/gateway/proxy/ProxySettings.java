package dev.earshot.gateway.proxy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the services behind the gateway are, and how long one waits for them. */
@ConfigurationProperties("earshot")
public record ProxySettings(
        @DefaultValue History history, @DefaultValue Analytics analytics) {

    /**
     * The time machine, in presence-projector.
     *
     * @param url {@code earshot.history.url}: scheme, host and port; empty: this machine, 8081
     * @param silentFor {@code earshot.history.silent-for}: how long it may be silent, before its answer or in the middle of it
     * @param verifyFor {@code earshot.history.verify-for}: the same of {@code /api/history/verify}, which folds the whole log before it
     *     says anything
     */
    public record History(
            @DefaultValue("") String url,
            @DefaultValue("60s") Duration silentFor,
            @DefaultValue("10m") Duration verifyFor) {
        public History {
            if (url.isBlank()) url = "http://127.0.0.1:8081";
        }
    }

    /**
     * The analytics service.
     *
     * @param url {@code earshot.analytics.url}: scheme, host and port; empty: this machine, 8082
     * @param silentFor {@code earshot.analytics.silent-for}: as of the history
     */
    public record Analytics(
            @DefaultValue("") String url,
            @DefaultValue("60s") Duration silentFor) {
        public Analytics {
            if (url.isBlank()) url = "http://127.0.0.1:8082";
        }
    }
}
