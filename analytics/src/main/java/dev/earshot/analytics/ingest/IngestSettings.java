package dev.earshot.analytics.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How facts are taken in, {@code earshot.analytics.ingest.*}.
 *
 * @param maxBatch records of one transaction at most
 * @param gather how long Kafka may wait for more before it answers, so that few facts make few transactions
 * @param writeTimeout after which an unanswered transaction counts as failed; it is tried again with a smaller batch
 * @param firstRetry pause after a failure; doubles with each further one
 * @param lastRetry longest pause
 */
@ConfigurationProperties("earshot.analytics.ingest")
public record IngestSettings(
        @DefaultValue("5000") int maxBatch,
        @DefaultValue("1s") Duration gather,
        @DefaultValue("10s") Duration writeTimeout,
        @DefaultValue("250ms") Duration firstRetry,
        @DefaultValue("5s") Duration lastRetry) {
    public IngestSettings {
        if (maxBatch < 1) {
            throw new IllegalArgumentException(
                    "earshot.analytics.ingest.max-batch is " + maxBatch + ": write a number from 1 up, such as 5000");
        }
        if (firstRetry.isNegative() || firstRetry.isZero() || lastRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("earshot.analytics.ingest.first-retry is " + firstRetry
                    + ": write a time above zero and not above last-retry, such as 250ms");
        }
        if (gather.isNegative() || writeTimeout.isNegative() || writeTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "earshot.analytics.ingest.gather and write-timeout are times, such as 1s and 10s");
        }
    }
}
