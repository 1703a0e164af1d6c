package dev.earshot.projector.history.web;

import dev.earshot.http.KnownFailure;
import dev.earshot.http.Refused;
import dev.earshot.projector.history.CannotAnswer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the time machine cannot answer, as a problem. */
final class HistoryFailures implements KnownFailure {
    @Override
    public @Nullable Refused answer(Throwable failure) {
        return switch (failure) {
            case CannotAnswer cannot ->
                switch (cannot.kind()) {
                    case BAD_QUESTION -> new Refused(HttpStatus.BAD_REQUEST, cannot.code(), cannot.sentence());
                    case AWAY -> Refused.away(cannot.code(), cannot.sentence(), cannot.getCause());
                };
            case RejectedExecutionException full ->
                Refused.away("history-busy", "Too many questions about the past at once. Try again shortly.", full);
            default -> null;
        };
    }
}
