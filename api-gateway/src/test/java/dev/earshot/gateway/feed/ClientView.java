package dev.earshot.gateway.feed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client's rule, as the golden scenarios state it; {@code presence.ts} is the other one. */
final class ClientView {
    private static final List<String> FIELDS = List.of(
            "userId",
            "sessionId",
            "username",
            "avatarUrl",
            "muted",
            "deafened",
            "serverMuted",
            "serverDeafened",
            "speaking",
            "camera",
            "screen",
            "joinedAt",
            "connection",
            "audio");

    @Nullable
    String epoch;

    long version;
    boolean hole = true;
    /** Participants by channel and user. */
    final Map<String, Map<String, JsonNode>> channels = new TreeMap<>();

    private @Nullable String guild;

    void apply(JsonNode frame) {
        switch (frame.path("type").asString("")) {
            case "voice:userlist" -> snapshot(frame);
            case "voice:changes" -> changes(frame);
            default -> {}
        }
    }

    private void snapshot(JsonNode frame) {
        if (guild != null && !guild.equals(frame.path("guildId").asString())) return;
        guild = frame.path("guildId").asString();
        epoch = frame.path("epoch").asString();
        version = frame.path("version").asLong();
        hole = false;
        channels.clear();
        frame.path("channels")
                .forEachEntry((channel, people) -> people.forEach(person -> put(
                        channel, person.path("userId").asString(), ((ObjectNode) person.deepCopy()).retain(FIELDS))));
    }

    private void changes(JsonNode frame) {
        if (guild != null && !guild.equals(frame.path("guildId").asString())) return;
        if (hole || frame.path("from").asLong() > version) {
            hole = true;
            return;
        }
        if (frame.path("version").asLong() <= version) return;
        version = frame.path("version").asLong();
        frame.path("changes").forEach(this::change);
    }

    private void change(JsonNode change) {
        String channel = change.path("channelId").asString("");
        String user = change.path("userId").asString("");
        ObjectNode fields = ((ObjectNode) change.deepCopy()).retain(FIELDS);
        switch (change.path("type").asString("")) {
            case "voice:join" -> put(channel, user, fields);
            case "voice:move" -> {
                remove(change.path("fromChannelId").asString(), user);
                put(channel, user, fields);
            }
            case "voice:leave" -> remove(channel, user);
            case "voice:state", "voice:speaking" -> {
                JsonNode there = channels.getOrDefault(channel, Map.of()).get(user);
                if (there != null) put(channel, user, ((ObjectNode) there.deepCopy()).setAll(fields));
            }
            default -> {}
        }
    }

    private void put(String channel, String user, JsonNode person) {
        channels.computeIfAbsent(channel, c -> new TreeMap<>()).put(user, person);
    }

    private void remove(String channel, String user) {
        Map<String, JsonNode> inside = channels.get(channel);
        if (inside == null) return;
        inside.remove(user);
        if (inside.isEmpty()) channels.remove(channel);
    }
}
