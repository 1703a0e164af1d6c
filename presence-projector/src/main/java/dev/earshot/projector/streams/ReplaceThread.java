package dev.earshot.projector.streams;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread that fails is replaced, for ever: the next one restores its tasks and takes up where the journal says. Each
 * failure soon after another waits longer, so that what cannot be mended at once does not spin.
 */
final class ReplaceThread implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThread.class);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** A thread that has lasted for so long had recovered. */
    private static final Duration RECOVERED = Duration.ofMinutes(2);

    private final CountDownLatch closing = new CountDownLatch(1);
    private Duration pause = FIRST;
    private long lastFailure = System.nanoTime();
    private String reason = "";

    @Override
    public StreamThreadExceptionResponse handle(Throwable failed) {
        Duration wait = nextPause();
        because(failed);
        LOG.error("A stream thread failed; another one takes over in {} ms", wait.toMillis(), failed);
        try {
            if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Why a thread ended last, for operators; empty if that is long ago. */
    synchronized String lastFailure() {
        return System.nanoTime() - lastFailure > RECOVERED.toNanos() ? "" : reason;
    }

    private synchronized void because(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) cause = cause.getCause();
        reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Nothing is replaced from now on. */
    void close() {
        closing.countDown();
    }

    /** How long the next thread has to wait. */
    synchronized Duration nextPause() {
        long now = System.nanoTime();
        boolean recovered = now - lastFailure > RECOVERED.toNanos();
        lastFailure = now;
        Duration wait = recovered ? FIRST : pause;
        Duration doubled = wait.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
