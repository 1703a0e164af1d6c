package dev.earshot.projector.history.checkpoint;

/**
 * Names what the fold makes of a log. Checkpoints of another version are not looked at; {@code FoldVersionTest} fails when the
 * fold, or what is remembered beside it, gives other states than those this number stands for.
 */
public final class FoldVersion {
    /** To be raised with every change of what a log folds to. */
    public static final String CURRENT = "2";

    private FoldVersion() {}
}
