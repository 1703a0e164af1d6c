package dev.earshot.projector.history.web;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Asks in threads of its own, few and made with the first question: a fold takes a core, and the live one on the same machine
 * needs the other. Whoever no longer listens stops the fold.
 */
final class Questions implements AutoCloseable {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 64;

    private @Nullable Scheduler threads;

    <T> Mono<T> ask(Callable<T> question) {
        return Mono.defer(() -> Mono.fromCallable(question).subscribeOn(threads()));
    }

    private synchronized Scheduler threads() {
        if (threads == null) threads = Schedulers.newBoundedElastic(AT_ONCE, WAITING, "history");
        return threads;
    }

    @Override
    public synchronized void close() {
        if (threads != null) threads.dispose();
    }
}
