package dev.earshot.analytics.query;

import dev.earshot.http.Refused;
import org.springframework.http.HttpStatus;

/** A question that cannot be answered as it was asked; the sentence is for the person who asked. */
final class BadQuestion extends Refused {
    private static final long serialVersionUID = 1L;

    BadQuestion(String sentence) {
        super(HttpStatus.BAD_REQUEST, "bad-question", sentence);
    }
}
