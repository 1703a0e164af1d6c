package dev.earshot.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one part running: starts it, waits for its process to end, and starts it again after a pause, until it has died too often
 * in a row ({@link Deaths}) or is closed. A part that lives and does not answer is left alone, for it may be suspended, busy or
 * looked at with a debugger, and a restart would cost what it holds; {@code status} and Health say that it does not answer.
 */
final class Watch implements Watched {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Starts the part's process. */
    @FunctionalInterface
    interface Starter {
        /** Returns once there is a process; it need not answer yet. */
        Running start() throws Exception;
    }

    /** Waits; a test's returns at once. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Part part;
    private final Starter starter;
    private final RunReport report;
    private final InstantSource clock;
    private final Pause pause;
    private final Thread thread;
    private @Nullable Running running;
    private boolean closing;
    /** Of the run that is watched, by the clock; null while it is not ready. Before the thread starts the starter's, then its own. */
    private @Nullable Long readySince;

    Watch(Part part, Starter starter, RunReport report) {
        this(part, starter, report, InstantSource.system(), Thread::sleep);
    }

    Watch(Part part, Starter starter, RunReport report, InstantSource clock, Pause pause) {
        this.part = part;
        this.starter = starter;
        this.report = report;
        this.clock = clock;
        this.pause = pause;
        this.thread = new Thread(this::watch, "watch-" + part.title());
        this.thread.setDaemon(true);
    }

    /** Starts the part, returns once it is ready, and watches it from then on. */
    void start() throws Exception {
        report.starting(part);
        Running started = starter.start();
        if (!take(started)) {
            started.close();
            return;
        }
        started.awaitReady();
        report.up(part, started.pid());
        readySince = clock.millis();
        thread.start();
    }

    /** The same beside the caller, for a part without which the others may go on: one that cannot be started has died. */
    void begin() {
        report.starting(part);
        thread.start();
    }

    @Override
    public synchronized void stopRestarting() {
        closing = true;
    }

    @Override
    public void close() throws Exception {
        stopRestarting();
        thread.interrupt();
        if (thread.isAlive()) thread.join();
        Running left = running();
        if (left != null) left.close();
    }

    private void watch() {
        Deaths deaths = Deaths.NONE;
        try {
            while (true) {
                String why = untilItEnds(deaths.inARow() > 0);
                if (isClosing()) return;
                Long since = readySince;
                deaths = deaths.after(Duration.ofMillis(since == null ? 0 : clock.millis() - since));
                readySince = null;
                Optional<Duration> next = deaths.pause();
                if (next.isEmpty()) {
                    report.staysDown(part, why, deaths.inARow());
                    return;
                }
                report.ended(part, why, next.get());
                pause.of(next.get());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return why it ended, or did not start */
    private String untilItEnds(boolean again) throws InterruptedException {
        try {
            Running current = running();
            if (current == null) {
                current = starter.start();
                if (!take(current)) {
                    current.close();
                    throw new InterruptedException();
                }
                awaitReady(current, again);
            }
            String why = current.awaitEnd();
            release(current);
            return why;
        } catch (InterruptedException closing) {
            throw closing;
        } catch (Exception failed) {
            if (Thread.interrupted()) throw new InterruptedException();
            LOG.warn("{} could not be started", part.title(), failed);
            return String.valueOf(failed.getMessage());
        }
    }

    private void awaitReady(Running started, boolean again) throws InterruptedException {
        try {
            started.awaitReady();
            readySince = clock.millis();
            if (again) report.upAgain(part, started.pid());
            else report.up(part, started.pid());
        } catch (IllegalStateException notReady) {
            // If it has ended, that is said next; if not, Health says what is the matter.
            LOG.warn("{} is not ready", part.title(), notReady);
        }
    }

    private synchronized boolean take(Running started) {
        if (closing) return false;
        running = started;
        return true;
    }

    private void release(Running ended) throws InterruptedException {
        synchronized (this) {
            // One that is being closed is cleaned up by whoever closes it.
            if (closing) return;
            running = null;
        }
        try {
            ended.close();
        } catch (InterruptedException closed) {
            throw closed;
        } catch (Exception failed) {
            LOG.warn("{} was not cleaned up after", part.title(), failed);
        }
    }

    private synchronized @Nullable Running running() {
        return running;
    }

    private synchronized boolean isClosing() {
        return closing;
    }
}
