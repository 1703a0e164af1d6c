package dev.earshot.projector.history.past;

import dev.earshot.events.fold.Folded;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.Member;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One event and what it did.
 *
 * @param before the guild when it came
 * @param people what was remembered when it came
 */
public record Step(
        ConsumerRecord<byte[], byte[]> record,
        Recorded<VoiceEvent> recorded,
        GuildPresence before,
        Recollections people,
        Folded folded) {

    /** Whom the event names, null if nobody. */
    public @Nullable UserId user() {
        return Said.user(recorded.event());
    }

    /** Whether the event names the person, or changed how they are shown. */
    public boolean concerns(UserId user) {
        return user.equals(user())
                || folded.changes().stream().anyMatch(change -> change.user().equals(user));
    }

    /** The person when the event came, null while they were in no channel. */
    public @Nullable Member memberBefore(UserId user) {
        return before.member(user);
    }

    public @Nullable Member memberAfter(UserId user) {
        return folded.next().member(user);
    }

    /** What was remembered of a person. */
    public Recollection remembered(UserId user) {
        return people.of(user);
    }

    /** Whoever's session the event names. */
    Optional<Member> speaker() {
        UserId user = user();
        if (user == null) return Optional.empty();
        Member after = memberAfter(user);
        return Optional.ofNullable(after == null ? memberBefore(user) : after);
    }
}
