package dev.earshot.local;

/** A part's process, from its start to its end. */
interface Running extends AutoCloseable {
    /** The number of the process, for a person who looks for it. */
    long pid();

    /**
     * Returns once the part answers.
     *
     * @throws IllegalStateException if it ended before, or takes too long: a sentence that names the log
     */
    void awaitReady() throws InterruptedException;

    /** Returns once the process has ended. @return why, in a few words */
    String awaitEnd() throws InterruptedException;

    /** Ends it if it runs, and cleans up after it. */
    @Override
    void close() throws Exception;
}
