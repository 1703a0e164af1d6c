package dev.earshot.local.demo;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The channels of the guild. The gateway makes the first four when somebody logs in to an empty guild; here they are made
 * in the same way, and it finds them.
 */
enum Room {
    GENERAL(ChannelKind.TEXT, 0),
    LOUNGE(ChannelKind.VOICE, 0),
    STANDUP(ChannelKind.VOICE, 0),
    MUSIC(ChannelKind.VOICE, 0),
    SUPPORT(ChannelKind.VOICE, 12),
    PAIRING(ChannelKind.VOICE, 4);

    static final GuildId GUILD = new GuildId("demo");

    private final ChannelKind kind;
    private final int seats;

    Room(ChannelKind kind, int seats) {
        this.kind = kind;
        this.seats = seats;
    }

    ChannelId id() {
        return new ChannelId(name().toLowerCase(Locale.ROOT));
    }

    int seats() {
        return seats;
    }

    /** The guild, its channels and its members, each event expecting the ones before. */
    static List<DirectoryEvent> directory(List<Person> people) {
        List<DirectoryEvent> events = new ArrayList<>();
        events.add(new DirectoryEvent.GuildCreated(0, "Demo"));
        for (Room room : values()) {
            events.add(new DirectoryEvent.ChannelCreated(
                    events.size(), room.id(), room.id().value(), room.kind, room.seats));
        }
        for (Person person : people) events.add(new DirectoryEvent.MemberAdded(events.size(), person.id()));
        return events;
    }
}
