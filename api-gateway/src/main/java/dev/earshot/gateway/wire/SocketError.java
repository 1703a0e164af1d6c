package dev.earshot.gateway.wire;

/** Every refusal of a frame: a stable code for programs and the sentence a person reads when nothing more exact is known. */
public enum SocketError {
    NOT_JSON("not-json", "The frame is not JSON."),
    NOT_TEXT("not-text", "Only text frames are understood here."),
    TOO_LARGE("frame-too-large", "A frame may have at most 16 KiB."),
    TOO_DEEP("too-deep", "The frame is nested too deeply."),
    UNKNOWN_TYPE("unknown-type", "Frames of this type are not understood here."),
    BAD_FIELD("bad-field", "A field of the frame is missing or is not what it should be."),
    TOO_MANY_COMMANDS("too-many-commands", "Too many commands at once. Try again in a moment."),
    TOO_MANY_JOINS("too-many-joins", "You changed channels very often. Try again in a moment."),
    TOO_MUCH_TELEMETRY("too-much-telemetry", "That is more telemetry than is taken. It was dropped."),
    TOO_MANY_GUILDS("too-many-guilds", "One connection cannot watch that many guilds."),
    NO_SUCH_GUILD("no-such-guild", "There is no such guild, or you are not a member of it."),
    NO_SUCH_CHANNEL("no-such-channel", "There is no such channel, or you may not see it."),
    NOT_A_VOICE_CHANNEL("not-a-voice-channel", "This is a text channel; nobody can talk in it."),
    NOT_ALLOWED("not-allowed", "You may not enter this channel."),
    NOT_IN_A_CHANNEL("not-in-a-channel", "Join a voice channel first."),
    NO_VIDEO_YET("no-video-yet", "Cameras and screens cannot be shared yet."),
    ALREADY_JOINED("already-joined", "This connection is in a channel already and cannot take over another session."),
    SESSION_ENDED("session-ended", "The session is over. Join again."),
    WRONG_SECRET("wrong-secret", "The session cannot be taken over with this secret."),
    TOKEN_REFUSED("token-refused", "The token is not valid. Log in again."),
    ANOTHER_USER("another-user", "The token belongs to somebody else."),
    LOG_UNAVAILABLE("log-unavailable", "The server could not record this just now. Try again in a moment."),
    NOT_RECORDED("not-recorded", "The server cannot record this, now or later."),
    PRESENCE_LATE("presence-late", "The server did not get to this in time. Try again in a moment."),
    INTERNAL("internal", "Something went wrong here. It has been recorded; try again.");

    private final String code;
    private final String sentence;

    SocketError(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
