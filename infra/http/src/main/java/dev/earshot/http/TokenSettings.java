package dev.earshot.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are believed, the same in every service.
 *
 * @param devSecret {@code earshot.auth.dev-secret}: signs the tokens of the profile dev, at least 32 bytes
 * @param audience {@code earshot.auth.audience}: what a token's {@code aud} must name; empty if it is not looked at
 */
@ConfigurationProperties("earshot.auth")
public record TokenSettings(
        @DefaultValue("") String devSecret,
        @DefaultValue("") String audience) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "TokenSettings[audience=" + audience + "]";
    }
}
