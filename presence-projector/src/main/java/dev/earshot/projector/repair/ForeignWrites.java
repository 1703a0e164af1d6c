package dev.earshot.projector.repair;

import org.jspecify.annotations.Nullable;

/**
 * Detects, from offsets alone, records of a partition of {@code voice.presence} that another producer wrote. A record that one of
 * our producers wrote just before it was closed may look foreign too: the table is then compared with the state for nothing.
 */
public final class ForeignWrites {
    private @Nullable TableLook before;
    private long comparedTo;

    /** Whether there are any since the last time there were. To be asked at every look at a table that lost nothing. */
    public boolean foundBy(TableLook look) {
        TableLook earlier = before;
        before = look;
        if (earlier == null || !earlier.topicId().equals(look.topicId())) {
            // A start compares the table with the state anyway.
            comparedTo = look.end();
            return false;
        }
        boolean between = look.gaps() > earlier.gaps();
        // Our own records may not be acknowledged yet, unless nothing has changed since the look before.
        boolean quiet = look.end() == earlier.end() && look.acknowledged() == earlier.acknowledged();
        boolean behind = quiet && look.end() > Math.max(look.acknowledged() + 1, comparedTo);
        if (between || behind) comparedTo = look.end();
        return between || behind;
    }
}
