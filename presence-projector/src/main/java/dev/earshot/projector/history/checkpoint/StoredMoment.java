package dev.earshot.projector.history.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.UserState;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.log.SetBack;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Recollections;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guild's moment as it is stored, with whose it is; what is remembered of its people is a part of its own
 * ({@link StoredPeople}).
 *
 * @param remembered of how many people something is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredMoment(
        CheckpointPlace place,
        List<User> users,
        List<Closed> closed,
        int remembered,
        long next,
        @Nullable Instant time,
        List<SetBack> setBacks,
        @Nullable Mark last,
        @Nullable Mark lastEvent,
        GuildMoment.Counts counts) {
    private static final Packed<StoredMoment> JSON = new Packed<>(StoredMoment.class);

    record User(UserId user, UserState state) {}

    record Closed(ChannelId channel, long directoryOffset) {}

    /** A moment read from a file, and whose it is. */
    record Found(CheckpointPlace place, GuildMoment moment) {}

    static List<byte[]> parts(CheckpointPlace place, GuildMoment moment) {
        List<User> users = new ArrayList<>();
        moment.presence().users().forEach((user, state) -> users.add(new User(user, state)));
        List<Closed> closed = new ArrayList<>();
        moment.presence().closed().forEach((channel, offset) -> closed.add(new Closed(channel, offset)));
        StoredPeople people = StoredPeople.of(moment.people());
        StoredMoment stored = new StoredMoment(
                place,
                users,
                closed,
                people.people().size(),
                moment.next(),
                moment.time(),
                moment.setBacks(),
                moment.last(),
                moment.lastEvent(),
                moment.counts());
        return List.of(JSON.pack(stored), StoredPeople.JSON.pack(people));
    }

    static Found found(List<byte[]> parts) throws IOException {
        if (parts.size() != 2) throw new IOException("it has " + parts.size() + " parts");
        StoredMoment stored = JSON.unpack(parts.getFirst());
        return new Found(stored.place(), stored.moment(StoredPeople.later(stored.remembered(), parts.getLast())));
    }

    private GuildMoment moment(Recollections people) {
        Map<UserId, UserState> states = new HashMap<>();
        for (User one : users) states.put(one.user(), one.state());
        Map<ChannelId, Long> closings = new HashMap<>();
        for (Closed one : closed) closings.put(one.channel(), one.directoryOffset());
        return new GuildMoment(
                GuildPresence.of(states, closings), people, next, time, setBacks, last, lastEvent, counts);
    }
}
