package dev.earshot.gateway.media;

import org.jspecify.annotations.Nullable;

/** What presence says of the participants of one room. */
interface Rows {
    /** What the row of this participant's session in this room asks for; null if there is no such row. */
    @Nullable
    Wanted wanted(Observed participant);

    /** Whether such a row was seen, now or before. May forget. */
    boolean wasSeated(Observed participant);
}
