package dev.earshot.events.fold;

/** Why an event changed nothing: what an operator's trace says beside it. */
public enum NoEffect {
    /** The person was in no channel. */
    NOT_PRESENT,
    /** Another session of the person had replaced the one that spoke. */
    OLD_SESSION,
    /** The session had gone on with another connection. */
    OLD_CONNECTION,
    /** An expiry, void because the session was heard of after it was decided. */
    HEARD_SINCE,
    /** It said what was so already. */
    NOTHING_NEW,
    /** It is for operators and never changes presence. */
    OBSERVATION,
    /** It asked for what the fold refused. */
    REFUSED
}
