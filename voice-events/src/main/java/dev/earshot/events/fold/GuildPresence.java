package dev.earshot.events.fold;

import static kotlinx.collections.immutable.ExtensionsKt.persistentHashMapOf;
import static kotlinx.collections.immutable.ExtensionsKt.toPersistentHashMap;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import kotlinx.collections.immutable.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the fold knows of one guild. Persistent maps: the next state shares what did not change, because a copy of the
 * guild for every event was measured seventeen times slower.
 *
 * @param users by id; whoever the log ever named and something must be remembered of
 * @param taken seats taken in each channel that has anybody in it
 * @param closed directory offset at which a channel was deleted
 */
public record GuildPresence(
        PersistentMap<UserId, UserState> users,
        PersistentMap<ChannelId, Integer> taken,
        PersistentMap<ChannelId, Long> closed) {
    public static final GuildPresence EMPTY =
            new GuildPresence(persistentHashMapOf(), persistentHashMapOf(), persistentHashMapOf());

    /** What is known of a user; {@link UserState#UNKNOWN} if nothing. */
    public UserState user(UserId id) {
        UserState known = users.get(id);
        return known == null ? UserState.UNKNOWN : known;
    }

    /** The user's presence, null while they are in no channel. */
    public @Nullable Member member(UserId id) {
        return user(id).member();
    }

    /** Everybody who is in a channel, in no particular order. */
    public Stream<Member> members() {
        return users.values().stream().map(UserState::member).flatMap(Stream::ofNullable);
    }

    /** Whether this session is the one that speaks for the user. */
    public boolean isCurrent(UserId user, SessionId session) {
        Member member = member(user);
        return member != null && member.isSession(session);
    }

    /** How many are in the channel. */
    public int taken(ChannelId channel) {
        return taken.getOrDefault(channel, 0);
    }

    /** The state with one user replaced and the seats counted anew. */
    public GuildPresence with(UserId id, UserState next) {
        return with(id, user(id), next);
    }

    /** The same for a caller who has looked the user up already: looking up is most of what an event costs. */
    GuildPresence with(UserId id, UserState before, UserState next) {
        PersistentMap<UserId, UserState> known =
                next.equals(UserState.UNKNOWN) ? users.remove(id) : users.put(id, next);
        return new GuildPresence(known, seats(before.member(), next.member()), closed);
    }

    /** The state with a channel closed. Its people are the caller's to take out. */
    public GuildPresence withClosed(ChannelId channel, long directoryOffset) {
        long latest = Math.max(directoryOffset, closed.getOrDefault(channel, directoryOffset));
        return new GuildPresence(users, taken, closed.put(channel, latest));
    }

    /** The state after the time of {@code voice.events} was set back: whatever runs and began later than {@code to} begins at it. */
    public GuildPresence setBack(Instant to) {
        PersistentMap<UserId, UserState> changed = users;
        for (UserState user : users.values()) {
            Member member = user.member();
            Member moved = member == null ? null : member.setBack(to);
            if (moved != null && moved != member) changed = changed.put(moved.user(), user.at(moved));
        }
        return changed == users ? this : new GuildPresence(changed, taken, closed);
    }

    /** A state from stored parts; the seats are counted. */
    public static GuildPresence of(Map<UserId, UserState> users, Map<ChannelId, Long> closed) {
        PersistentMap<ChannelId, Integer> taken = persistentHashMapOf();
        for (UserState user : users.values()) {
            if (user.member() != null)
                taken = taken.put(
                        user.member().channel(),
                        1 + taken.getOrDefault(user.member().channel(), 0));
        }
        return new GuildPresence(toPersistentHashMap(users), taken, toPersistentHashMap(closed));
    }

    private PersistentMap<ChannelId, Integer> seats(@Nullable Member before, @Nullable Member after) {
        if (before != null && after != null && before.channel().equals(after.channel())) return taken;
        PersistentMap<ChannelId, Integer> counted = taken;
        if (before != null) {
            int left = taken(before.channel()) - 1;
            counted = left == 0 ? counted.remove(before.channel()) : counted.put(before.channel(), left);
        }
        if (after != null) counted = counted.put(after.channel(), 1 + counted.getOrDefault(after.channel(), 0));
        return counted;
    }
}
