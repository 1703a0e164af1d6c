package dev.earshot.faults.client;

/** A socket ended before it answered. What became of the command is unknown. */
public final class SocketClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    SocketClosed(int code) {
        super("The socket ended with " + code);
    }
}
