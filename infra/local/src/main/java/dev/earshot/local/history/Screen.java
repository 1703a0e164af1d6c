package dev.earshot.local.history;

/**
 * What the answer is written to.
 *
 * @param progress whether standard error is a terminal, so that progress may be drawn there
 * @param columns how wide it is, in characters
 */
public record Screen(boolean progress, int columns) {}
