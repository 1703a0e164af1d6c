package dev.earshot.projector.history.checkpoint;

import static kotlinx.collections.immutable.ExtensionsKt.toPersistentHashMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.UserState;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Recollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A guild's moment as it is stored, with whose it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredMoment(
        CheckpointPlace place,
        List<User> users,
        List<Closed> closed,
        List<Person> people,
        long next,
        @Nullable Instant time,
        @Nullable Mark last,
        @Nullable Mark lastEvent,
        GuildMoment.Counts counts) {

    record User(UserId user, UserState state) {}

    record Closed(ChannelId channel, long directoryOffset) {}

    record Person(UserId user, Recollection remembered) {}

    static StoredMoment of(CheckpointPlace place, GuildMoment moment) {
        List<User> users = new ArrayList<>();
        moment.presence().users().forEach((user, state) -> users.add(new User(user, state)));
        List<Closed> closed = new ArrayList<>();
        moment.presence().closed().forEach((channel, offset) -> closed.add(new Closed(channel, offset)));
        List<Person> people = new ArrayList<>();
        moment.people().forEach((user, remembered) -> people.add(new Person(user, remembered)));
        return new StoredMoment(
                place,
                users,
                closed,
                people,
                moment.next(),
                moment.time(),
                moment.last(),
                moment.lastEvent(),
                moment.counts());
    }

    GuildMoment moment() {
        Map<UserId, UserState> states = new HashMap<>();
        for (User one : users) states.put(one.user(), one.state());
        Map<ChannelId, Long> closings = new HashMap<>();
        for (Closed one : closed) closings.put(one.channel(), one.directoryOffset());
        Map<UserId, Recollection> remembered = new HashMap<>();
        for (Person one : people) remembered.put(one.user(), one.remembered());
        return new GuildMoment(
                GuildPresence.of(states, closings),
                toPersistentHashMap(remembered),
                next,
                time,
                last,
                lastEvent,
                counts);
    }
}
