package dev.earshot.gateway.identity;

import dev.earshot.events.id.UserId;
import reactor.core.publisher.Mono;

/** What is opened to a person who logs in for the first time. */
public interface Welcome {
    /** Completes once it is open; does nothing if it is already. */
    Mono<Void> openTo(UserId user);
}
