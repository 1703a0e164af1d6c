package dev.earshot.http;

/** What the guards of all connections share. */
record EdgeParts(
        EdgeLimits limits,
        RequestRules rules,
        ClientCounts counts,
        ClientPace pace,
        HeldMemory memory,
        RefusedConnections refused,
        DirectAnswers answers) {

    /** How often each connection that is no socket looks at its deadline: late by at most a quarter. */
    long tickMillis() {
        long shortest = Math.min(
                limits.requestTimeout().toMillis(),
                Math.min(limits.idleTimeout().toMillis(), limits.answerTimeout().toMillis()));
        return Math.max(1, shortest / 4);
    }
}
