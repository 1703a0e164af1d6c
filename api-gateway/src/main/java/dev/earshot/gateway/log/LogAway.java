package dev.earshot.gateway.log;

import dev.earshot.http.KnownFailure;
import dev.earshot.http.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** A log that did not answer is worth another try, one that refused a record is not; both say so over HTTP. */
@Component
final class LogAway implements KnownFailure {
    @Override
    public @Nullable Refused answer(Throwable failure) {
        if (failure instanceof AppendRefused) {
            return new Refused(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "not-recorded",
                    "This cannot be recorded, now or later: the event log does not take it.");
        }
        if (!(failure instanceof LogUnavailable)) return null;
        return Refused.away("log-unavailable", "The event log does not answer just now. Try again shortly.", failure);
    }
}
