package dev.earshot.analytics.query;

import dev.earshot.http.KnownFailure;
import dev.earshot.http.Refused;
import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** A database that does not answer is worth another try. */
@Component
final class DatabaseAway implements KnownFailure {
    @Override
    public @Nullable Refused answer(Throwable failure) {
        if (!(failure instanceof R2dbcException || failure instanceof DataAccessException)) return null;
        return Refused.away("database-away", "The analytics database does not answer. Try again in a moment.", failure);
    }
}
