package dev.earshot.events.presence;

/** What the fold refuses, and why; the text is the code on the wire and in the header {@code refused}. */
public enum RefusalCode {
    /** Every seat of the channel is taken. */
    CHANNEL_FULL("channel-full"),
    /** The channel was deleted after the join was sent. */
    CHANNEL_CLOSED("channel-closed"),
    /** The person was removed from the guild after the join was sent. */
    NOT_A_MEMBER("not-a-member"),
    /** An automatic rejoin continues a session that another one has replaced. */
    REPLACED("replaced"),
    /** A resume names a session that is no longer in any channel of the guild. */
    SESSION_ENDED("session-ended");

    private final String code;

    RefusalCode(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** @throws IllegalArgumentException if no refusal has this code */
    public static RefusalCode parse(String code) {
        for (RefusalCode refusal : values()) {
            if (refusal.code.equals(code)) return refusal;
        }
        throw new IllegalArgumentException("No refusal has the code " + code);
    }
}
