package dev.earshot.projector.history.past;

import static kotlinx.collections.immutable.ExtensionsKt.persistentHashMapOf;

import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Member;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.projector.history.answer.Participant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A guild as it was shown. */
public final class Shown {
    private static final Comparator<Participant> AS_THEY_CAME = Comparator.comparing(Participant::joinedAt)
            .thenComparing(one -> one.userId().value());

    private Shown() {}

    /** The guild when nobody's speech is known. */
    public static LiveGuild silent(GuildPresence presence) {
        return new LiveGuild(presence, persistentHashMapOf());
    }

    /** One person, null while they are in no channel. */
    public static @Nullable Participant person(LiveGuild guild, UserId user) {
        PresenceRow row = guild.row(user);
        Member member = guild.presence().member(user);
        return row == null || member == null ? null : Participant.of(row, member);
    }

    /** Everybody, by channel. */
    public static SortedMap<ChannelId, List<Participant>> channels(LiveGuild guild) {
        SortedMap<ChannelId, List<Participant>> channels = new TreeMap<>(Comparator.comparing(ChannelId::value));
        guild.presence().members().forEach(member -> {
            Participant person = person(guild, member.user());
            if (person != null)
                channels.computeIfAbsent(member.channel(), _ -> new ArrayList<>())
                        .add(person);
        });
        channels.values().forEach(people -> people.sort(AS_THEY_CAME));
        return channels;
    }
}
