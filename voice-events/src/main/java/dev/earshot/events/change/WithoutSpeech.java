package dev.earshot.events.change;

import dev.earshot.events.presence.PresenceRow;

/**
 * Presence and facts as they are when nobody's speech is known: signals are kept for a shorter time than events and may be lost, so
 * two folds of the same events are compared this way wherever they did not read the same signals.
 */
public final class WithoutSpeech {
    private WithoutSpeech() {}

    /** The row of the same person, silent. */
    public static PresenceRow of(PresenceRow row) {
        return row.withSpeaking(false);
    }

    /** The same fact, with no seconds spoken. A {@code Spoke} stays what it is: leave those out. */
    public static VoiceChange of(VoiceChange fact) {
        return switch (fact) {
            case VoiceChange.Moved moved ->
                new VoiceChange.Moved(
                        moved.cause(),
                        moved.at(),
                        moved.guild(),
                        moved.user(),
                        moved.profile(),
                        moved.session(),
                        moved.callId(),
                        moved.callBegan(),
                        of(moved.stay()),
                        moved.channel());
            case VoiceChange.Left left ->
                new VoiceChange.Left(
                        left.cause(),
                        left.at(),
                        left.guild(),
                        left.user(),
                        left.profile(),
                        left.session(),
                        left.callId(),
                        left.callBegan(),
                        of(left.stay()),
                        left.why());
            case VoiceChange.Joined _,
                    VoiceChange.StateChanged _,
                    VoiceChange.Spoke _,
                    VoiceChange.Refused _,
                    VoiceChange.ClockSetBack _ -> fact;
        };
    }

    private static EndedStay of(EndedStay stay) {
        return new EndedStay(stay.channel(), stay.began(), stay.ended(), 0, stay.secondsMuted());
    }
}
