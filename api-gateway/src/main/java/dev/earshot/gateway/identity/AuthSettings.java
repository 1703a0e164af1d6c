package dev.earshot.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who issues the tokens that are believed.
 *
 * @param devSecret {@code earshot.auth.dev-secret}: signs the tokens of the profile dev, at least 32 bytes, the same in every service
 * @param devTokenTtl {@code earshot.auth.dev-token-ttl}: how long a dev login lasts, a day by default
 * @param audience {@code earshot.auth.audience}: what a token's {@code aud} must name; empty if it is not looked at
 */
@ConfigurationProperties("earshot.auth")
public record AuthSettings(
        @DefaultValue("") String devSecret,
        @DefaultValue("1d") Duration devTokenTtl,
        @DefaultValue("") String audience) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "AuthSettings[devTokenTtl=" + devTokenTtl + ", audience=" + audience + "]";
    }
}
