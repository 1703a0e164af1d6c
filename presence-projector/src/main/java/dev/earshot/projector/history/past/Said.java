package dev.earshot.projector.history.past;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/** What an event names, whatever its kind. */
final class Said {
    private Said() {}

    static @Nullable UserId user(VoiceEvent event) {
        return switch (event) {
            case VoiceEvent.OfSession said -> said.user();
            case VoiceEvent.Moderated moderated -> moderated.user();
            case VoiceEvent.Expired expired -> expired.user();
            case VoiceEvent.MemberRemoved removed -> removed.user();
            case VoiceEvent.MediaObserved observed -> observed.user();
            case VoiceEvent.ChannelClosed _ -> null;
        };
    }

    static @Nullable SessionId session(VoiceEvent event) {
        return switch (event) {
            case VoiceEvent.OfSession said -> said.session();
            case VoiceEvent.Expired expired -> expired.session();
            case VoiceEvent.MediaObserved observed -> observed.session();
            case VoiceEvent.Moderated _, VoiceEvent.MemberRemoved _, VoiceEvent.ChannelClosed _ -> null;
        };
    }

    static @Nullable ConnectionId connection(VoiceEvent event) {
        return event instanceof VoiceEvent.OfSession said ? said.connection() : null;
    }

    /** The channel that the event itself names. */
    static @Nullable ChannelId channel(VoiceEvent event) {
        return switch (event) {
            case VoiceEvent.Joined joined -> joined.channel();
            case VoiceEvent.ChannelClosed closed -> closed.channel();
            case VoiceEvent.MediaObserved observed -> observed.channel();
            case VoiceEvent.Resumed _,
                    VoiceEvent.Left _,
                    VoiceEvent.Disconnected _,
                    VoiceEvent.StateSet _,
                    VoiceEvent.Moderated _,
                    VoiceEvent.Expired _,
                    VoiceEvent.MemberRemoved _ -> null;
        };
    }
}
