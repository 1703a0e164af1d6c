package dev.earshot.local;

/** A part that is started again when it ends, until it is closed. */
interface Watched extends AutoCloseable {
    /** From now on nothing is started again. */
    void stopRestarting();
}
