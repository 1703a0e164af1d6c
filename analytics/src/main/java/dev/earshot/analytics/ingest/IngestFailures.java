package dev.earshot.analytics.ingest;

import dev.earshot.kafka.TopicsRefused;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Where everything meets that went wrong in the ingest: counts it by reason, logs an outage once when it begins and once
 * when it is over, and says how long to wait before the next try.
 */
final class IngestFailures {
    private static final Logger LOG = LoggerFactory.getLogger(IngestFailures.class);

    private final IngestSettings settings;
    private final IngestMetrics metrics;
    private final IngestStatus status;
    private int inARow;
    private String reason = "";

    IngestFailures(IngestSettings settings, IngestMetrics metrics, IngestStatus status) {
        this.settings = settings;
        this.metrics = metrics;
        this.status = status;
    }

    /** @return how long to wait */
    Duration failed(Throwable failure) {
        String why = reason(failure);
        metrics.failed(why);
        status.waiting(sentence(why, failure));
        if (!why.equals(reason)) {
            if (why.equals("unexpected")) LOG.error("Ingest failed and tries again", failure);
            else LOG.warn("Ingest waits: {} ({})", sentence(why, failure), failure.getMessage());
        }
        reason = why;
        return pause(inARow++);
    }

    void succeeded() {
        if (inARow > 0) LOG.info("Ingest goes on after {} failed tries ({})", inARow, reason);
        inARow = 0;
        reason = "";
        status.reading();
    }

    private Duration pause(int failuresBefore) {
        Duration pause = settings.firstRetry().multipliedBy(1L << Math.min(failuresBefore, 20));
        return pause.compareTo(settings.lastRetry()) < 0 ? pause : settings.lastRetry();
    }

    /** Topics that are there but wrong, not a Kafka that could not be asked. */
    static boolean areWrongTopics(Throwable failure) {
        return failure instanceof TopicsRefused && failure.getCause() == null;
    }

    /** PostgreSQL did not answer in time: it may be away, or the batch too large for it. */
    static boolean isSlow(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) return true;
        }
        return false;
    }

    private static String reason(Throwable failure) {
        if (areWrongTopics(failure)) return "topics";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OffsetsMoved) return "offsets-moved";
            if (cause instanceof TopicsChanged) return "topics-changed";
            if (cause instanceof KafkaException) return "kafka";
            if (cause instanceof R2dbcException
                    || cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof TimeoutException) return "postgres";
        }
        return "unexpected";
    }

    private static String sentence(String reason, Throwable failure) {
        return switch (reason) {
            case "topics", "topics-changed" -> String.valueOf(failure.getMessage());
            case "offsets-moved" -> "Another instance writes the same facts";
            case "kafka" -> "Kafka does not answer as it should";
            case "postgres" -> "PostgreSQL does not answer as it should";
            default -> "An unexpected failure, see the log";
        };
    }
}
