package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.presence.PresenceRow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@link ServerFrame} to a whole WebSocket text frame, header included, so that one buffer can be written to a thousand
 * sockets as it is. Thread-safe.
 */
public final class FrameEncoder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int FINAL_TEXT = 0x81;
    /** The longest header an unmasked frame can have. */
    private static final int HEADER = 10;

    private FrameEncoder() {}

    /** A buffer that the caller owns. */
    public static ByteBuf encode(ServerFrame frame, ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.directBuffer(512);
        buffer.writeZero(HEADER);
        OutputStream out = new ByteBufOutputStream(buffer);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            write(frame, json);
            json.writeEndObject();
        } catch (RuntimeException failed) {
            buffer.release();
            throw failed;
        }
        return header(buffer);
    }

    // The header's length depends on the payload's, which is known only now: it is laid right before the payload.
    private static ByteBuf header(ByteBuf buffer) {
        int length = buffer.readableBytes() - HEADER;
        int start = length < 126 ? HEADER - 2 : length < 65536 ? HEADER - 4 : 0;
        buffer.readerIndex(start).setByte(start, FINAL_TEXT);
        if (length < 126) {
            buffer.setByte(start + 1, length);
        } else if (length < 65536) {
            buffer.setByte(start + 1, 126).setShort(start + 2, length);
        } else {
            buffer.setByte(start + 1, 127).setLong(start + 2, length);
        }
        return buffer;
    }

    private static void write(ServerFrame frame, JsonGenerator json) {
        switch (frame) {
            case ServerFrame.Hello hello -> {
                json.writeStringProperty("type", "hello");
                json.writeStringProperty("sessionId", hello.session().value());
                json.writeStringProperty("resumeSecret", hello.resumeSecret());
                json.writeNumberProperty("heartbeatMs", hello.heartbeatMs());
                json.writeNumberProperty("ttlMs", hello.ttlMs());
                json.writeNumberProperty("speakingThrottleMs", hello.speakingThrottleMs());
            }
            case ServerFrame.UserList list -> userList(list, json);
            case ServerFrame.Changes changes -> {
                json.writeStringProperty("type", "voice:changes");
                json.writeStringProperty("guildId", changes.guild().value());
                json.writeNumberProperty("from", changes.from());
                json.writeNumberProperty("version", changes.version());
                json.writeArrayPropertyStart("changes");
                for (WireChange change : changes.changes()) PresenceJson.change(change, json);
                json.writeEndArray();
            }
            case ServerFrame.Ack(long id) -> {
                json.writeStringProperty("type", "ack");
                json.writeNumberProperty("id", id);
            }
            case ServerFrame.Error error -> {
                json.writeStringProperty("type", "error");
                id(error.id(), json);
                json.writeStringProperty("code", error.error().code());
                json.writeStringProperty("message", error.message());
                if (error.retryAfterMs() != null) json.writeNumberProperty("retryAfterMs", error.retryAfterMs());
            }
            case ServerFrame.Heartbeat beat -> {
                json.writeStringProperty("type", "voice:heartbeat");
                if (beat.guild() != null) {
                    json.writeStringProperty("guildId", beat.guild().value());
                    json.writeNumberProperty("version", beat.version());
                }
            }
            case ServerFrame.Replaced replaced -> {
                json.writeStringProperty("type", "voice:replaced");
                json.writeStringProperty("guildId", replaced.guild().value());
                json.writeStringProperty("channelId", replaced.channel().value());
                json.writeStringProperty("by", replaced.by().value());
            }
            case ServerFrame.Refused refused -> {
                json.writeStringProperty("type", "voice:refused");
                id(refused.id(), json);
                json.writeStringProperty("guildId", refused.guild().value());
                json.writeStringProperty("channelId", refused.channel().value());
                json.writeStringProperty("code", refused.code());
                json.writeStringProperty("message", refused.message());
            }
        }
    }

    private static void userList(ServerFrame.UserList list, JsonGenerator json) {
        json.writeStringProperty("type", "voice:userlist");
        json.writeStringProperty("guildId", list.guild().value());
        json.writeStringProperty("epoch", list.epoch());
        json.writeNumberProperty("version", list.version());
        json.writeObjectPropertyStart("channels");
        for (Map.Entry<ChannelId, List<PresenceRow>> channel : list.channels().entrySet()) {
            json.writeArrayPropertyStart(channel.getKey().value());
            for (PresenceRow row : channel.getValue()) PresenceJson.participant(row, json);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void id(@Nullable Long id, JsonGenerator json) {
        if (id != null) json.writeNumberProperty("id", id);
    }
}
