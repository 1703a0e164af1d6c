package dev.earshot.kafka.tail;

/** Why a topic is read from the beginning. */
public enum Cause {
    /** Nothing was read yet. */
    START,
    /** The reader stood still for longer than tombstones are kept: it may have missed departures. */
    AWAY,
    /** The log no longer has the record to be read next. */
    CUT,
    /** The log ends below what was read: it has lost its tail. */
    TRUNCATED,
    /** The topic was deleted and created again. */
    RECREATED
}
