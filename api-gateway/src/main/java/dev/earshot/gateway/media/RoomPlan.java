package dev.earshot.gateway.media;

import dev.earshot.gateway.media.MediaAction.Mute;
import dev.earshot.gateway.media.MediaAction.Reason;
import dev.earshot.gateway.media.MediaAction.Remove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares one room, look by look: what presence wants against what LiveKit's list shows. Presence changes media; media never
 * changes presence, so an empty list means nothing. Moderation continues here: a row that asks for more becomes a field of
 * {@link Wanted} and an action.
 *
 * <ol>
 *   <li>A participant without a row is removed. Where no row of their session was ever seen, this gateway may lag behind the one
 *       that issued the token: 1 s of grace, once a minute for each person, however many tokens they come with. A session whose
 *       row was seen and is gone has none.
 *   <li>Whatever is not the audio of a microphone removes its owner, and so does a second track that two looks find.
 *   <li>A track that is open under a muted row is muted, and its owner removed if it is open again after that. Rows and tracks
 *       travel by different ways, so each step waits for a look that is 1 s later. What was found counts until the row is unmuted:
 *       a track that opens only between looks is found as well.
 * </ol>
 *
 * Times are of a clock that never jumps. Pure but for its memory; not thread-safe.
 */
final class RoomPlan {
    /** How long a participant may be without a row that this gateway has never seen. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** A person has one grace in this time. */
    static final Duration GRACE_EVERY = Duration.ofMinutes(1);

    /** What a look finds is acted on if a look this much later finds it again. */
    static final Duration CONFIRM = Duration.ofSeconds(1);

    /** What was found of an absent participant. A list can be empty while people talk, and who was put out may come back. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** When each identity's grace began. */
    private final Map<String, Duration> graces = new HashMap<>();

    private final Map<String, OpenTrack> openTracks = new HashMap<>();
    private final Map<String, Sighting> secondTracks = new HashMap<>();

    private record Sighting(Duration first, Duration last) {}

    /** @param since of the step that is confirmed next: found open, or muted if {@code muted} */
    private record OpenTrack(Observed participant, Duration since, boolean muted, Duration lastSeen) {
        boolean isOf(Observed other) {
            return participant.isSameStay(other);
        }

        boolean isConfirmed(Duration now) {
            return isOver(since, CONFIRM, now);
        }

        OpenTrack seen(Duration now) {
            return new OpenTrack(participant, since, muted, now);
        }
    }

    /**
     * The outcome of a look.
     *
     * @param lookAgain something was found that the next look decides on; it should not wait for the next sweep
     */
    record Plan(List<MediaAction> actions, boolean lookAgain) {}

    /** Takes in who is in the room now. */
    Plan compare(List<Observed> observed, Rows rows, Duration now) {
        forget(now);
        List<MediaAction> actions = new ArrayList<>();
        boolean undecided = false;
        for (Observed participant : observed) {
            Wanted wanted = rows.wanted(participant);
            List<? extends MediaAction> due = wanted == null
                    ? unseen(participant, rows.wasSeated(participant), now)
                    : seen(participant, wanted, now);
            actions.addAll(due);
            undecided |= wanted == null ? due.isEmpty() : isUndecided(participant, wanted);
        }
        return new Plan(actions, undecided);
    }

    /** Nothing is remembered that the next look would need. */
    boolean isForgettable(Duration now) {
        forget(now);
        return graces.isEmpty() && openTracks.isEmpty() && secondTracks.isEmpty();
    }

    private List<Remove> unseen(Observed participant, boolean wasSeated, Duration now) {
        if (!wasSeated) {
            Duration began = graces.computeIfAbsent(participant.identity(), _ -> now);
            if (!isOver(began, GRACE, now)) return List.of();
        }
        return List.of(new Remove(participant, Reason.UNSEEN));
    }

    private List<? extends MediaAction> seen(Observed participant, Wanted wanted, Duration now) {
        if (!participant.tracks().stream().allMatch(Observed.Track::voice)) {
            return List.of(new Remove(participant, Reason.NOT_A_VOICE));
        }
        if (hasSecondTrack(participant, now)) return List.of(new Remove(participant, Reason.SECOND_TRACK));
        if (wanted.muted()) return muted(participant, now);
        openTracks.remove(participant.identity());
        return List.of();
    }

    private boolean hasSecondTrack(Observed participant, Duration now) {
        if (participant.tracks().size() < 2) {
            secondTracks.remove(participant.identity());
            return false;
        }
        Sighting sighting = secondTracks.merge(
                participant.identity(), new Sighting(now, now), (before, _) -> new Sighting(before.first(), now));
        return isOver(sighting.first(), CONFIRM, now);
    }

    private List<? extends MediaAction> muted(Observed participant, Duration now) {
        String identity = participant.identity();
        List<Mute> mutes = open(participant);
        OpenTrack known = known(participant);
        if (mutes.isEmpty()) {
            if (known != null) openTracks.put(identity, known.seen(now));
            return List.of();
        }
        if (known == null) {
            openTracks.put(identity, new OpenTrack(participant, now, false, now));
            return List.of();
        }
        openTracks.put(identity, known.seen(now));
        if (!known.isConfirmed(now)) return List.of();
        if (known.muted()) return List.of(new Remove(participant, Reason.OPEN_AGAIN));
        openTracks.put(identity, new OpenTrack(participant, now, true, now));
        return mutes;
    }

    private boolean isUndecided(Observed participant, Wanted wanted) {
        return participant.tracks().size() > 1
                || (wanted.muted() && !open(participant).isEmpty());
    }

    private @Nullable OpenTrack known(Observed participant) {
        OpenTrack known = openTracks.get(participant.identity());
        return known != null && known.isOf(participant) ? known : null;
    }

    private static List<Mute> open(Observed participant) {
        return participant.tracks().stream()
                .filter(track -> !track.muted())
                .map(track -> new Mute(participant, track.sid()))
                .toList();
    }

    private void forget(Duration now) {
        graces.values().removeIf(began -> isOver(began, GRACE_EVERY, now));
        openTracks.values().removeIf(open -> isOver(open.lastSeen(), REMEMBERED, now));
        secondTracks.values().removeIf(sighting -> isOver(sighting.last(), REMEMBERED, now));
    }

    private static boolean isOver(Duration since, Duration length, Duration now) {
        return now.compareTo(since.plus(length)) >= 0;
    }
}
