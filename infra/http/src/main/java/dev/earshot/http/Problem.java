package dev.earshot.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error's body, RFC 9457.
 *
 * @param type always {@code about:blank}: the {@code code} says which problem it is
 * @param title the status in words
 * @param detail a sentence for a person: never a stack trace, a class name or somebody else's data
 * @param code for programs
 * @param retryAfterMs how long to wait before trying again, absent if waiting does not help
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable Long retryAfterMs) {

    static Problem of(Refused refused) {
        Long seconds = refused.retryAfterSeconds();
        return new Problem(
                "about:blank",
                refused.status().getReasonPhrase(),
                refused.status().value(),
                refused.sentence(),
                refused.code(),
                seconds == null ? null : seconds * 1000);
    }

    /** What is said when only the status is known. */
    static Refused ofStatus(HttpStatus status) {
        String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return new Refused(status, code, sentence(status));
    }

    private static String sentence(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request is not what this address expects.";
            case UNAUTHORIZED -> "Log in first: the request has no valid token.";
            case FORBIDDEN -> "You may not do this.";
            case NOT_FOUND -> "There is nothing here.";
            case METHOD_NOT_ALLOWED -> "This address does not answer to that method.";
            case NOT_ACCEPTABLE -> "The answer cannot be given in the format that was asked for.";
            case CONTENT_TOO_LARGE -> "The request is too large.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send JSON with the content type application/json.";
            default ->
                status.is5xxServerError()
                        ? "Something went wrong here. It has been recorded; try again later."
                        : "The request cannot be answered.";
        };
    }
}
