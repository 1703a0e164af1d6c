package dev.earshot.gateway.socket;

import dev.earshot.gateway.log.AppendRefused;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.wire.ServerFrame;
import dev.earshot.gateway.wire.SocketError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a socket's frames are answered; whatever goes wrong with one ends here, counted by its code. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    /** A good wait after something was away. */
    private static final long RETRY_MS = 1000;

    private final SocketLine line;
    private final SocketMetrics metrics;

    Answers(SocketLine line, SocketMetrics metrics) {
        this.line = line;
        this.metrics = metrics;
    }

    void ack(long id) {
        line.send(new ServerFrame.Ack(id));
    }

    void refuse(@Nullable Long id, SocketError error, String message) {
        metrics.refused(error);
        line.send(new ServerFrame.Error(id, error, message, null));
    }

    void refuse(@Nullable Long id, SocketError error) {
        refuse(id, error, error.sentence());
    }

    void tooMany(@Nullable Long id, SocketError error, Duration wait) {
        retryLater(id, error, Math.max(1, wait.toMillis()));
    }

    /** Something was away: the outcome is unknown. */
    void retryLater(@Nullable Long id, SocketError error) {
        retryLater(id, error, RETRY_MS);
    }

    /** What an effect ended in. */
    void failed(@Nullable Long id, String what, Throwable failure) {
        if (failure instanceof LogUnavailable) {
            retryLater(id, SocketError.LOG_UNAVAILABLE);
        } else if (failure instanceof AppendRefused) {
            refuse(id, SocketError.NOT_RECORDED);
        } else {
            LOG.error("{} failed", what, failure);
            retryLater(id, SocketError.INTERNAL);
        }
    }

    private void retryLater(@Nullable Long id, SocketError error, long wait) {
        metrics.refused(error);
        line.send(new ServerFrame.Error(id, error, error.sentence(), wait));
    }
}
