package dev.earshot.analytics.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;

/** Where everything meets that goes wrong with a question: counted by reason, answered as problem+json. */
@RestControllerAdvice
final class QueryProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueryProblems.class);
    private final MeterRegistry meters;

    QueryProblems(MeterRegistry meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ProblemDetail badQuestion(BadQuestion bad) {
        count("bad-question");
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }

    @ExceptionHandler({R2dbcException.class, DataAccessException.class})
    ProblemDetail databaseAway(Exception failed) {
        count("postgres");
        LOG.warn("A question went unanswered: {}", failed.getMessage());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The analytics database does not answer. Try again in a moment.");
    }

    private void count(String reason) {
        meters.counter("earshot.query.problems", "reason", reason).increment();
    }
}
