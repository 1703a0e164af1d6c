package dev.earshot.projector.history;

/** Hears how a long fold goes on; called from the asking thread, a few times a second at most. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (_, _) -> {};

    /**
     * @param done records read so far
     * @param total records that will have been read in the end
     */
    void read(long done, long total);
}
