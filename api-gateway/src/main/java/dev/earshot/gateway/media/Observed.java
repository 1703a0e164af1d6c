package dev.earshot.gateway.media;

import dev.earshot.events.id.IdText;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import org.jspecify.annotations.Nullable;

/**
 * One participant as the list of a LiveKit room shows it.
 *
 * @param identity what LiveKit calls them; the user's id if we let them in
 * @param session of the token they came with, null if it named none
 * @param tracks what they publish
 */
record Observed(String identity, @Nullable SessionId session, List<Track> tracks) {
    /** The participant attribute that holds the session id. */
    static final String SESSION = "session";

    /**
     * One published track.
     *
     * @param voice audio that is published as a microphone
     * @param muted LiveKit forwards nothing of it
     */
    record Track(String sid, boolean voice, boolean muted) {
        private static Track of(TrackInfo track) {
            boolean voice = track.getType() == TrackType.AUDIO && track.getSource() == TrackSource.MICROPHONE;
            return new Track(track.getSid(), voice, track.getMuted());
        }
    }

    static Observed of(ParticipantInfo participant) {
        return new Observed(
                participant.getIdentity(),
                session(participant.getAttributesMap()),
                participant.getTracksList().stream().map(Track::of).toList());
    }

    static @Nullable SessionId session(Map<String, String> attributes) {
        String session = attributes.get(SESSION);
        return session != null && IdText.isId(session) ? new SessionId(session) : null;
    }

    @Nullable
    UserId user() {
        return IdText.isId(identity) ? new UserId(identity) : null;
    }

    /** Whether both came with the same token's identity and session, whatever they publish. */
    boolean isSameStay(Observed other) {
        return identity.equals(other.identity)
                && (session == null ? other.session == null : session.equals(other.session));
    }
}
