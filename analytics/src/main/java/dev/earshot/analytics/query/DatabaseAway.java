package dev.earshot.analytics.query;

import dev.earshot.http.KnownFailure;
import dev.earshot.http.Refused;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * A database that does not answer is worth another try; one that gave a question up, a smaller question; one that refuses what a
 * question holds, another question.
 */
@Component
final class DatabaseAway implements KnownFailure {
    private static final String GIVEN_UP = "57014";

    @Override
    public @Nullable Refused answer(Throwable failure) {
        if (!(failure instanceof R2dbcException || failure instanceof DataAccessException)) return null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException r2dbc && GIVEN_UP.equals(r2dbc.getSqlState())) {
                return Refused.away(
                        "too-much",
                        "That took too long to add up. Ask for a shorter window, for longer buckets or for one channel.",
                        failure);
            }
            if (cause instanceof R2dbcException r2dbc && isOfTheQuestion(r2dbc.getSqlState())) {
                return new BadQuestion("The question holds a value that cannot be asked for.");
            }
            if (cause instanceof R2dbcTimeoutException) {
                return Refused.away("busy", "Too many questions are being answered. Try again in a moment.", failure);
            }
        }
        return Refused.away("database-away", "The analytics database does not answer. Try again in a moment.", failure);
    }

    // Class 22, data exceptions: a text or a number that PostgreSQL has no place for. No parameter is known that gets
    // here.
    private static boolean isOfTheQuestion(@Nullable String state) {
        return state != null && state.startsWith("22");
    }
}
