package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.AudioState;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;

/**
 * Participants and changes as JSON. Of a row, browsers see what is written here and nothing else: not the gateway, not the
 * connection, not the hash of the resume secret.
 */
final class PresenceJson {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private PresenceJson() {}

    static void participant(PresenceRow row, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("userId", row.userId().value());
        shown(row, json);
        json.writeEndObject();
    }

    static void change(WireChange change, JsonGenerator json) {
        json.writeStartObject();
        switch (change) {
            case WireChange.Join(PresenceRow row) -> {
                begin("voice:join", row.channelId(), row.userId(), json);
                shown(row, json);
            }
            case WireChange.Move(PresenceRow row, ChannelId from) -> {
                begin("voice:move", row.channelId(), row.userId(), json);
                json.writeStringProperty("fromChannelId", from.value());
                shown(row, json);
            }
            case WireChange.Leave(ChannelId channel, UserId user, String reason) -> {
                begin("voice:leave", channel, user, json);
                json.writeStringProperty("reason", reason);
            }
            case WireChange.Speaking(ChannelId channel, UserId user, boolean speaking) -> {
                begin("voice:speaking", channel, user, json);
                json.writeBooleanProperty("speaking", speaking);
            }
            case WireChange.State(PresenceRow before, PresenceRow now) -> {
                begin("voice:state", now.channelId(), now.userId(), json);
                differences(before, now, json);
            }
        }
        json.writeEndObject();
    }

    private static void begin(String type, ChannelId channel, UserId user, JsonGenerator json) {
        json.writeStringProperty("type", type);
        json.writeStringProperty("channelId", channel.value());
        json.writeStringProperty("userId", user.value());
    }

    private static void shown(PresenceRow row, JsonGenerator json) {
        json.writeStringProperty("sessionId", row.sessionId().value());
        json.writeStringProperty("username", row.profile().username());
        String avatar = row.profile().avatarUrl();
        if (avatar == null) json.writeNullProperty("avatarUrl");
        else json.writeStringProperty("avatarUrl", avatar);
        json.writeBooleanProperty("muted", row.own().muted());
        json.writeBooleanProperty("deafened", row.own().deafened());
        json.writeBooleanProperty("serverMuted", row.moderation().serverMuted());
        json.writeBooleanProperty("serverDeafened", row.moderation().serverDeafened());
        json.writeBooleanProperty("speaking", row.speaking());
        json.writeBooleanProperty("camera", row.own().camera());
        json.writeBooleanProperty("screen", row.own().screen());
        json.writeStringProperty("joinedAt", MILLIS.format(row.joinedAt()));
        json.writeStringProperty("connection", text(row.connection()));
        json.writeStringProperty("audio", text(row.own().audio()));
    }

    private static void differences(PresenceRow before, PresenceRow now, JsonGenerator json) {
        flag("muted", before.own().muted(), now.own().muted(), json);
        flag("deafened", before.own().deafened(), now.own().deafened(), json);
        flag("serverMuted", before.moderation().serverMuted(), now.moderation().serverMuted(), json);
        flag(
                "serverDeafened",
                before.moderation().serverDeafened(),
                now.moderation().serverDeafened(),
                json);
        flag("camera", before.own().camera(), now.own().camera(), json);
        flag("screen", before.own().screen(), now.own().screen(), json);
        if (before.connection() != now.connection()) json.writeStringProperty("connection", text(now.connection()));
        if (before.own().audio() != now.own().audio()) {
            json.writeStringProperty("audio", text(now.own().audio()));
        }
    }

    private static void flag(String name, boolean before, boolean now, JsonGenerator json) {
        if (before != now) json.writeBooleanProperty(name, now);
    }

    private static String text(Connection connection) {
        return switch (connection) {
            case LIVE -> "live";
            case RECONNECTING -> "reconnecting";
        };
    }

    private static String text(AudioState audio) {
        return switch (audio) {
            case CONNECTING -> "connecting";
            case ON -> "on";
            case LISTEN_ONLY -> "listen-only";
            case OFF -> "off";
        };
    }
}
