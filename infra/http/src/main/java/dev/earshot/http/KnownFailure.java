package dev.earshot.http;

import org.jspecify.annotations.Nullable;

/** A failure of a service's own parts that has an answer better than 500: a bean of the service that knows it. */
@FunctionalInterface
public interface KnownFailure {
    /** The answer to it, or null if it is not this one. */
    @Nullable
    Refused answer(Throwable failure);
}
