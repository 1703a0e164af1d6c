package dev.earshot.gateway.wire;

/**
 * Every way in which the server ends a socket. The number says what the client does: 1012 and 4000–4099 reconnect with jittered
 * backoff; 4100–4199 get a new token first; 4200–4299 stop and tell the person, in the sentence that goes with it.
 */
public enum CloseCode {
    RESTARTING(1012, "The server restarts. You will be back in a moment."),
    INTERNAL(4000, "Something went wrong on the server."),
    SLOW(4001, "The connection was too slow to keep up."),
    IDLE(4002, "This page had not been heard of for a while."),
    TOKEN_EXPIRED(4100, "Your login has expired."),
    TAKEN_OVER(4200, "This call continues in another window or on another device."),
    FLOODING(4201, "This page sent far too many messages and was disconnected.");

    private final int code;
    private final String sentence;

    CloseCode(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    public int code() {
        return code;
    }

    /** For a person; fits a close frame (at most 123 bytes). */
    public String sentence() {
        return sentence;
    }

    /** What a client does after a close. */
    public enum Then {
        RECONNECT,
        RENEW_TOKEN,
        STOP
    }

    /** What the number says. */
    public Then then() {
        if (code >= 4200) return Then.STOP;
        return code >= 4100 ? Then.RENEW_TOKEN : Then.RECONNECT;
    }
}
