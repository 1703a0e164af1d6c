package dev.earshot.projector.history.past;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.fold.Change;
import dev.earshot.events.fold.Member;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an event that had an effect did, in words. */
record EffectWords(ClockWords clock) {

    String of(Step step) {
        List<Change> changes = step.folded().changes();
        if (step.recorded().event() instanceof VoiceEvent.ChannelClosed closed) {
            String people = changes.size() == 1 ? "1 person is" : changes.size() + " people are";
            return "Closed " + closed.channel() + ": " + people + " out of it";
        }
        return of(step, changes.getFirst());
    }

    private String of(Step step, Change change) {
        return switch (change) {
            case Change.Joined(Member member) -> "Joined " + member.channel() + switches(member.own());
            case Change.Moved(Member before, Member after) ->
                "Moved from " + before.channel() + " to " + after.channel() + continuing(before, after);
            case Change.Replaced(Member before, Member after) -> replaced(before, after);
            case Change.Altered(Member before, Member after) -> altered(step, before, after);
            case Change.Left(Member member, EndReason why, Instant ended) -> left(step, member, why, ended);
            case Change.Refused refused -> refused(refused);
        };
    }

    private static String switches(OwnState own) {
        if (own.deafened()) return ", deafened";
        return own.muted() ? ", muted" : "";
    }

    private static String continuing(Member before, Member after) {
        return before.session().id().equals(after.session().id())
                ? ""
                : ", continuing session " + before.session().id();
    }

    private static String replaced(Member before, Member after) {
        String where = before.channel().equals(after.channel())
                ? "Joined " + after.channel() + " again"
                : "Joined " + after.channel() + " instead of " + before.channel();
        return where + " with another session: " + after.session().id() + " replaced "
                + before.session().id();
    }

    private String altered(Step step, Member before, Member after) {
        return switch (step.recorded().event()) {
            case VoiceEvent.Joined _ -> "Came back to " + after.channel() + continuing(before, after);
            case VoiceEvent.Resumed resumed ->
                "Resumed on gateway " + resumed.gateway() + " with connection " + resumed.connection();
            case VoiceEvent.Disconnected gone ->
                gone.byClient()
                        ? "The page was closed or reloaded: shown as reconnecting, for 5 s"
                        : "Lost the connection: shown as reconnecting while the lease runs";
            case VoiceEvent.Moderated moderated ->
                moderated(step.before().user(after.user()).moderation(), moderated);
            case VoiceEvent.StateSet _ -> set(before.own(), after.own());
            case VoiceEvent.Left _,
                    VoiceEvent.Expired _,
                    VoiceEvent.ChannelClosed _,
                    VoiceEvent.MemberRemoved _,
                    VoiceEvent.MediaObserved _ -> "Changed";
        };
    }

    private static String set(OwnState before, OwnState after) {
        List<String> parts = new ArrayList<>(2);
        if (before.muted() != after.muted()) parts.add(after.muted() ? "muted" : "unmuted");
        if (before.deafened() != after.deafened()) parts.add(after.deafened() ? "deafened" : "undeafened");
        if (before.camera() != after.camera()) parts.add(after.camera() ? "camera on" : "camera off");
        if (before.screen() != after.screen()) parts.add(after.screen() ? "screen shared" : "screen no longer shared");
        if (before.audio() != after.audio()) parts.add("audio " + audio(after.audio()));
        return sentence(parts, "Set the same switches again");
    }

    /** What a moderator did, with their name. */
    static String moderated(Moderation before, VoiceEvent.Moderated imposed) {
        Moderation after = imposed.moderation();
        List<String> parts = new ArrayList<>(2);
        if (before.serverMuted() != after.serverMuted())
            parts.add(after.serverMuted() ? "muted for everybody" : "no longer muted for everybody");
        if (before.serverDeafened() != after.serverDeafened())
            parts.add(after.serverDeafened() ? "deafened by the server" : "no longer deafened by the server");
        return sentence(parts, "Moderated") + ", by " + imposed.by();
    }

    private static String sentence(List<String> parts, String none) {
        if (parts.isEmpty()) return none;
        String text = String.join(", ", parts);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String audio(AudioState audio) {
        return switch (audio) {
            case CONNECTING -> "connecting";
            case ON -> "on";
            case LISTEN_ONLY -> "listen-only";
            case OFF -> "off";
        };
    }

    private String left(Step step, Member member, EndReason why, Instant ended) {
        return switch (why) {
            case LEFT -> "Left " + member.channel();
            case EXPIRED ->
                "Expired: gone from " + member.channel() + ", last heard at "
                        + clock.at(ended, step.recorded().at());
            case REPLACED -> "Replaced in " + member.channel();
            case PERMISSION_LOST -> "Taken out of " + member.channel() + ": no longer allowed there";
            case REMOVED -> "Removed from the guild, and so from " + member.channel();
            case CLOCK_SET_BACK -> "Began again in " + member.channel();
            case CHANNEL_CLOSED -> "Out of " + member.channel() + ", which was closed";
        };
    }

    private static String refused(Change.Refused refused) {
        return "Refused: " + because(refused.refusal().code(), refused);
    }

    private static String because(RefusalCode code, Change.Refused refused) {
        return switch (code) {
            case CHANNEL_FULL -> named(refused) + " was full";
            case CHANNEL_CLOSED -> named(refused) + " had been closed";
            case NOT_A_MEMBER -> "no longer a member of the guild";
            case REPLACED -> "another session had replaced the one to go on with";
            case SESSION_ENDED -> "the session had ended";
        };
    }

    private static String named(Change.Refused refused) {
        return refused.channel() == null ? "the channel" : refused.channel().value();
    }
}
