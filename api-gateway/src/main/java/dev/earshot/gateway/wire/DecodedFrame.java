package dev.earshot.gateway.wire;

import org.jspecify.annotations.Nullable;

/** The verdict on a client's bytes. */
public sealed interface DecodedFrame {
    record Good(ClientFrame frame) implements DecodedFrame {}

    /**
     * @param id the frame's id, if it had a valid one, so that the answer finds its question
     * @param message a sentence that names the field, never its content
     */
    record Bad(@Nullable Long id, SocketError error, String message) implements DecodedFrame {
        static Bad of(SocketError error) {
            return new Bad(null, error, error.sentence());
        }
    }
}
