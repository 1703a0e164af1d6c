package dev.earshot.gateway.log;

import dev.earshot.http.KnownFailure;
import dev.earshot.http.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A log that did not take a record is worth another try, and says so over HTTP. */
@Component
final class LogAway implements KnownFailure {
    @Override
    public @Nullable Refused answer(Throwable failure) {
        if (!(failure instanceof LogUnavailable)) return null;
        return Refused.away("log-unavailable", "The event log does not answer just now. Try again shortly.", failure);
    }
}
