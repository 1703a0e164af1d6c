package dev.earshot.kafka;

import java.util.List;

/** A service does not start on these topics; the message names each topic and what to set. */
public final class TopicsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsRefused(List<String> problems) {
        super(String.join("; ", problems));
    }

    TopicsRefused(String problem, Throwable cause) {
        super(problem, cause);
    }
}
