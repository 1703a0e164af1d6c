package dev.earshot.faults.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the product owes within a time. */
public final class Soon {
    /** Enough for anything that is not an outage; more only on a machine that is busy with other things. */
    public static final Duration ORDINARY = Duration.ofSeconds(Integer.getInteger("earshot.patience.seconds", 10));

    private Soon() {}

    /** The future's value. Fails the test if it does not come in time, or comes as a failure. */
    public static <T> T get(CompletableFuture<T> future) {
        return get(future, ORDINARY);
    }

    /** The future's value. Fails the test if it does not come in time, or comes as a failure. */
    public static <T> T get(CompletableFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing came within " + limit.toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** All of the futures' values. */
    public static void all(Collection<? extends CompletableFuture<?>> futures) {
        get(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)), ORDINARY.multipliedBy(2));
    }

    /** What a failed future failed with. Fails the test if it succeeds, or nothing comes in time. */
    public static Throwable failure(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            throw new AssertionError("It succeeded");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return cause == null ? failed : cause;
        } catch (TimeoutException late) {
            throw new AssertionError("No answer within " + limit.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Milliseconds from one {@link System#nanoTime} to another. */
    public static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
