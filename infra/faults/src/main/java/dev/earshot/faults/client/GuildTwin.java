package dev.earshot.faults.client;

import static dev.earshot.faults.client.FrameReader.JSON;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client knows of a guild, and the rules by which frames change it. Immutable; a channel that nobody is in is absent.
 *
 * @param hole something is missing: nothing applies any more until a snapshot comes
 * @param seats who is where, by user id
 */
public record GuildTwin(String guildId, String epoch, long version, boolean hole, Map<String, Seat> seats) {
    /** A person in a channel. */
    public record Seat(String channelId, Participant participant) {}

    /** A twin that has seen nothing yet; only a snapshot helps it. */
    public static GuildTwin unseen(String guildId) {
        return new GuildTwin(guildId, "", -1, true, Map.of());
    }

    /** The twin after a frame; this one if the frame does not concern it. */
    public GuildTwin apply(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.UserList list when list.guildId().equals(guildId) -> snapshot(list);
            case ServerFrame.Changes changes when changes.guildId().equals(guildId) && !hole -> changed(changes);
            case ServerFrame.Heartbeat beat
            when guildId.equals(beat.guildId()) && beat.version() != null && !hole ->
                beat.version() > version ? holed() : this;
            default -> this;
        };
    }

    private static GuildTwin snapshot(ServerFrame.UserList list) {
        Map<String, Seat> seats = new TreeMap<>();
        list.channels()
                .forEach((channel, people) -> people.forEach(person -> {
                    if (seats.put(person.userId(), new Seat(channel, person)) != null) {
                        throw new IllegalStateException(person.userId() + " is in two channels of one snapshot");
                    }
                }));
        return new GuildTwin(list.guildId(), list.epoch(), list.version(), false, Map.copyOf(seats));
    }

    // Apply if from ≤ mine < version, ignore if version ≤ mine, subscribe again if from > mine.
    private GuildTwin changed(ServerFrame.Changes frame) {
        if (frame.from() > version) return holed();
        if (frame.version() <= version) return this;
        Map<String, Seat> next = new TreeMap<>(seats);
        for (Entry entry : frame.changes()) apply(next, entry);
        return new GuildTwin(guildId, epoch, frame.version(), false, Map.copyOf(next));
    }

    private static void apply(Map<String, Seat> seats, Entry entry) {
        switch (entry) {
            case Entry.Join join ->
                seats.put(join.participant().userId(), new Seat(join.channelId(), join.participant()));
            case Entry.Move move ->
                seats.put(move.participant().userId(), new Seat(move.channelId(), move.participant()));
            case Entry.Leave leave -> {
                Seat seat = seats.get(leave.userId());
                if (seat != null && seat.channelId().equals(leave.channelId())) seats.remove(leave.userId());
            }
            case Entry.State state -> alter(seats, state.userId(), state.fields());
            case Entry.Speaking speaking ->
                alter(seats, speaking.userId(), JSON.createObjectNode().put("speaking", speaking.speaking()));
            case Entry.Unknown _ -> {}
        }
    }

    private static void alter(Map<String, Seat> seats, String userId, JsonNode fields) {
        Seat seat = seats.get(userId);
        if (seat == null) return;
        ObjectNode merged = JSON.valueToTree(seat.participant());
        for (Map.Entry<String, JsonNode> field : fields.properties()) merged.set(field.getKey(), field.getValue());
        seats.put(userId, new Seat(seat.channelId(), JSON.treeToValue(merged, Participant.class)));
    }

    private GuildTwin holed() {
        return new GuildTwin(guildId, epoch, version, true, seats);
    }
}
