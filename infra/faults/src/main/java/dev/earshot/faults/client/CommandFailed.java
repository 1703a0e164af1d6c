package dev.earshot.faults.client;

import org.jspecify.annotations.Nullable;

/** The server answered a command with an error, or refused it. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final @Nullable Long retryAfterMs;

    CommandFailed(String code, String message, @Nullable Long retryAfterMs) {
        super(code + ": " + message);
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    static CommandFailed of(ServerFrame.Refused refused) {
        return new CommandFailed(refused.code(), refused.message(), null);
    }

    public String code() {
        return code;
    }

    /** Whether the server said that trying again later may help. */
    public boolean isRetryable() {
        return retryAfterMs != null;
    }

    /** How long to wait before trying again, in milliseconds; a second if the server did not say. */
    public long retryAfterMs() {
        return retryAfterMs == null ? 1000 : retryAfterMs;
    }
}
