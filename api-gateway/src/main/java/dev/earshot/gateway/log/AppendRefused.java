package dev.earshot.gateway.log;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Kafka does not take this record, whenever it is sent: for its size, its time or what it is. It is not in the log. */
public final class AppendRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    AppendRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failed send means to the one who asked for it: {@link AppendRefused} or {@link LogUnavailable}. */
    public static RuntimeException of(String what, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AppendRefused || cause instanceof LogUnavailable) return (RuntimeException) cause;
            if (isOfTheRecord(cause)) return new AppendRefused(what + ": Kafka refused the record", failure);
        }
        return new LogUnavailable(what + ": Kafka did not acknowledge the record", failure);
    }

    private static boolean isOfTheRecord(Throwable cause) {
        return cause instanceof KafkaException
                && (cause instanceof RecordTooLargeException
                        || cause instanceof InvalidTimestampException
                        || cause instanceof InvalidRecordException
                        || cause instanceof SerializationException);
    }
}
