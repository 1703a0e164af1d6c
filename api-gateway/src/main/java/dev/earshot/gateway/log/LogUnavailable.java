package dev.earshot.gateway.log;

/** Kafka did not acknowledge a record in time. Whether it has it is unknown; trying again later is safe. */
public final class LogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
