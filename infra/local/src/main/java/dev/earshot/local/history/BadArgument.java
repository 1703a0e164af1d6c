package dev.earshot.local.history;

/** Something on the command line that cannot be understood, with a sentence that says what to write. */
final class BadArgument extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadArgument(String sentence) {
        super(sentence);
    }
}
