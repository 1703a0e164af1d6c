package dev.earshot.events.fold;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an event changed in a guild's presence, as the fold sees it. */
public sealed interface Change {
    UserId user();

    /** Somebody came who was in no channel. */
    record Joined(Member member) implements Change {
        @Override
        public UserId user() {
            return member.user();
        }
    }

    /** One change, never a leave and a join. */
    record Moved(Member before, Member after) implements Change {
        @Override
        public UserId user() {
            return after.user();
        }
    }

    /** The same person came with another session: one call ends and another begins, and nobody sees them go. */
    record Replaced(Member before, Member after) implements Change {
        @Override
        public UserId user() {
            return after.user();
        }
    }

    /** Still there, in the same channel: switches, moderation, connection or session differ. */
    record Altered(Member before, Member after) implements Change {
        @Override
        public UserId user() {
            return after.user();
        }
    }

    /** @param ended when the stay ended; after an expiry the last sign of life, before the event itself */
    record Left(Member member, EndReason why, Instant ended) implements Change {
        @Override
        public UserId user() {
            return member.user();
        }
    }

    /** Nothing changed, and one socket must be told why. */
    record Refused(UserId user, SessionId session, @Nullable ChannelId channel, Refusal refusal) implements Change {}
}
