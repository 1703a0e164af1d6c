package dev.earshot.events.codec;

import java.util.Optional;

/** The verdict on a record's bytes. Readers count what they skip, and send what they cannot read to the dead topic. */
public sealed interface Decoded<T> {

    record Known<T>(T value) implements Decoded<T> {}

    /** Well-formed, of a type that this version does not know: written by a newer one. Counted and skipped. */
    record UnknownType<T>(String type) implements Decoded<T> {}

    /** @param reason a sentence for operators, without the record's content */
    record Unreadable<T>(String reason) implements Decoded<T> {}

    /** The value, if it is known. */
    default Optional<T> known() {
        return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
    }
}
