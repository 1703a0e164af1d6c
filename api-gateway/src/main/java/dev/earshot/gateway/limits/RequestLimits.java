package dev.earshot.gateway.limits;

import dev.earshot.events.id.UserId;
import dev.earshot.gateway.log.LiveGateways;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What may be asked for over HTTP. An answer is how long to wait; empty if the request may go on. */
@Component
public final class RequestLimits {
    private final SharedBuckets logins;
    private final SharedBuckets tokensOfUsers;
    private final SharedBuckets tokensOfAddresses;
    private final MeterRegistry meters;

    RequestLimits(LimitSettings settings, LiveGateways gateways, TimeMeter time, MeterRegistry meters) {
        this.logins = new SharedBuckets(settings.loginPerAddress(), () -> 1, time);
        this.tokensOfUsers = new SharedBuckets(settings.tokenPerUser(), gateways::count, time);
        this.tokensOfAddresses = new SharedBuckets(settings.tokenPerAddress(), () -> 1, time);
        this.meters = meters;
    }

    /** One dev login. */
    public Optional<Duration> login(String address) {
        return counted("login", logins.take(address));
    }

    /** One media token. */
    public Optional<Duration> mediaToken(UserId user, String address) {
        Optional<Duration> wait = tokensOfAddresses.take(address).or(() -> tokensOfUsers.take(user.value()));
        return counted("media-token", wait);
    }

    private Optional<Duration> counted(String what, Optional<Duration> wait) {
        if (wait.isPresent()) {
            meters.counter("earshot.limits.exceeded", "limit", what).increment();
        }
        return wait;
    }
}
