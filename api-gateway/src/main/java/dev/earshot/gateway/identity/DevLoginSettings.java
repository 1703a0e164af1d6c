package dev.earshot.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The login of the profile dev.
 *
 * @param devTokenTtl {@code earshot.auth.dev-token-ttl}: how long one lasts, a day by default
 */
@ConfigurationProperties("earshot.auth")
public record DevLoginSettings(@DefaultValue("1d") Duration devTokenTtl) {}
