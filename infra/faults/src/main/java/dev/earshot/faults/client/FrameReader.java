package dev.earshot.faults.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Text of a frame to its record. Fields that it does not know are ignored; a frame must begin with its {@code type}. */
public final class FrameReader {
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private FrameReader() {}

    /** @throws IllegalArgumentException if the frame breaks the protocol */
    public static ServerFrame read(String text) {
        return read(JSON.readTree(text));
    }

    static ServerFrame read(JsonNode frame) {
        if (!frame.isObject()
                || !"type".equals(frame.propertyNames().stream().findFirst().orElse(""))) {
            throw new IllegalArgumentException("A frame is an object whose first member is its type");
        }
        String type = frame.path("type").stringValue();
        return switch (type) {
            case "hello" -> JSON.treeToValue(frame, ServerFrame.Hello.class);
            case "voice:userlist" -> userList(frame);
            case "voice:changes" -> changes(frame);
            case "voice:heartbeat" -> JSON.treeToValue(frame, ServerFrame.Heartbeat.class);
            case "ack" -> JSON.treeToValue(frame, ServerFrame.Ack.class);
            case "error" -> JSON.treeToValue(frame, ServerFrame.Failure.class);
            case "voice:replaced" -> JSON.treeToValue(frame, ServerFrame.Replaced.class);
            case "voice:refused" -> JSON.treeToValue(frame, ServerFrame.Refused.class);
            default -> new ServerFrame.Unknown(type);
        };
    }

    private static ServerFrame.UserList userList(JsonNode frame) {
        Map<String, List<Participant>> channels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> channel : frame.path("channels").properties()) {
            List<Participant> people = new ArrayList<>();
            for (JsonNode person : channel.getValue()) people.add(participant(person));
            channels.put(channel.getKey(), people);
        }
        return new ServerFrame.UserList(
                text(frame, "guildId"),
                text(frame, "epoch"),
                frame.required("version").longValue(),
                channels);
    }

    private static ServerFrame.Changes changes(JsonNode frame) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : frame.required("changes")) entries.add(entry(entry));
        return new ServerFrame.Changes(
                text(frame, "guildId"),
                frame.required("from").longValue(),
                frame.required("version").longValue(),
                entries);
    }

    private static Entry entry(JsonNode entry) {
        String type = text(entry, "type");
        return switch (type) {
            case "voice:join" -> new Entry.Join(text(entry, "channelId"), participant(entry));
            case "voice:leave" ->
                new Entry.Leave(text(entry, "channelId"), text(entry, "userId"), text(entry, "reason"));
            case "voice:move" ->
                new Entry.Move(text(entry, "channelId"), text(entry, "fromChannelId"), participant(entry));
            case "voice:state" -> new Entry.State(text(entry, "channelId"), text(entry, "userId"), entry);
            case "voice:speaking" ->
                new Entry.Speaking(
                        text(entry, "channelId"),
                        text(entry, "userId"),
                        entry.required("speaking").booleanValue());
            default -> new Entry.Unknown(type);
        };
    }

    private static Participant participant(JsonNode person) {
        return JSON.treeToValue(person, Participant.class);
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }
}
