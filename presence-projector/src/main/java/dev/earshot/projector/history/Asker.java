package dev.earshot.projector.history;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Who asks: how times are written in sentences, and who hears of progress.
 *
 * @param zone of the times within sentences; those in fields are always UTC
 */
public record Asker(ZoneId zone, Progress progress) {
    /** UTC, and no progress. */
    public static final Asker PROGRAM = new Asker(ZoneOffset.UTC, Progress.NONE);
}
