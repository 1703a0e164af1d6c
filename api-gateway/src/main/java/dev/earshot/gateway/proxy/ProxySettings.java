package dev.earshot.gateway.proxy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services behind the gateway are.
 *
 * @param history {@code earshot.history.url}: the time machine, in presence-projector
 * @param analytics {@code earshot.analytics.url}
 */
@ConfigurationProperties("earshot")
public record ProxySettings(
        @DefaultValue Service history, @DefaultValue Service analytics) {

    /** @param url scheme, host and port */
    public record Service(@DefaultValue("") String url) {}

    public ProxySettings {
        if (history.url().isBlank()) history = new Service("http://127.0.0.1:8081");
        if (analytics.url().isBlank()) analytics = new Service("http://127.0.0.1:8082");
    }
}
