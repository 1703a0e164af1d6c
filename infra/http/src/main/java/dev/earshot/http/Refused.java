package dev.earshot.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem: a code for programs and a sentence for the person who reads it. */
public class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final @Nullable Duration retryAfter;

    public Refused(HttpStatus status, String code, String sentence) {
        this(status, code, sentence, null, null);
    }

    private Refused(
            HttpStatus status, String code, String sentence, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        // No stack trace of its own: a refusal is an answer, not a fault.
        super(sentence, cause, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** 429: over a limit, which lets the next one through after this long. */
    public static Refused tooMany(Duration retryAfter) {
        String sentence = "That was too often. Try again in " + seconds(retryAfter) + " s.";
        return new Refused(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", sentence, retryAfter, null);
    }

    /** 503: a part that this answer needs is away; asking again later is safe. */
    public static Refused away(String code, String sentence, @Nullable Throwable cause) {
        return new Refused(HttpStatus.SERVICE_UNAVAILABLE, code, sentence, Duration.ofSeconds(2), cause);
    }

    /** 503: whose tokens are to be believed cannot be asked just now; says nothing of the token. */
    public static Refused issuerAway(Throwable cause) {
        return away("issuer-away", "Logins cannot be checked just now. Try again shortly.", cause);
    }

    public HttpStatus status() {
        return status;
    }

    /** Stable, lower case with dashes. */
    public String code() {
        return code;
    }

    /** For a person. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** For the header {@code Retry-After}: whole seconds, rounded up, at least 1. Null if waiting does not help. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfter == null ? null : seconds(retryAfter);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L));
    }
}
