package dev.earshot.gateway.audit;

import dev.earshot.events.audit.AuditFact;
import reactor.core.publisher.Mono;

/** The writer of {@code voice.audit}. */
public interface AuditLog {
    /**
     * Appends a fact; completes when Kafka has it. Refusals are passed with a count of 1: repeats of one session, code and
     * minute are gathered here into one fact, and complete at once, as do repeats of a question within its minute. The facts that had to be dropped are counted, so that a caller
     * whose answer does not depend on the audit may ignore the result.
     */
    Mono<Void> append(AuditFact fact);
}
