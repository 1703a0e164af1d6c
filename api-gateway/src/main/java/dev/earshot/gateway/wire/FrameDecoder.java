package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.voice.AudioState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes to {@link ClientFrame}. Fields it does not know are ignored; a missing or mistyped one is refused by name. Never
 * throws for anything a client may send. Thread-safe.
 */
public final class FrameDecoder {
    /** Largest frame that is read, in bytes; the design's limit. */
    public static final int MAX_BYTES = 16 << 10;
    /** Deepest nesting; our own frames are flat. */
    public static final int MAX_DEPTH = 8;
    /** Longest {@code client}, in characters. */
    public static final int MAX_CLIENT = 64;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private FrameDecoder() {}

    public static DecodedFrame decode(byte[] text) {
        if (text.length > MAX_BYTES) return DecodedFrame.Bad.of(SocketError.TOO_LARGE);
        JsonNode frame;
        try {
            // As a text: given bytes, Jackson would also read UTF-16.
            frame = JSON.readValue(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString());
        } catch (StreamConstraintsException e) {
            return DecodedFrame.Bad.of(SocketError.TOO_DEEP);
        } catch (JacksonException | CharacterCodingException e) {
            return DecodedFrame.Bad.of(SocketError.NOT_JSON);
        }
        if (frame == null || !frame.isObject()) return DecodedFrame.Bad.of(SocketError.NOT_JSON);
        FrameFields fields = new FrameFields(frame);
        try {
            return new DecodedFrame.Good(read(fields));
        } catch (FrameFields.Wrong wrong) {
            return new DecodedFrame.Bad(fields.idIfValid(), wrong.error(), wrong.sentence());
        }
    }

    private static ClientFrame read(FrameFields fields) {
        String type = fields.text("type", 32);
        return switch (type) {
            case "subscribe" -> subscribe(fields);
            case "voice:join" ->
                new ClientFrame.Join(
                        fields.id(),
                        fields.name("guildId", GuildId::new),
                        fields.name("channelId", ChannelId::new),
                        fields.flag("muted"),
                        fields.flag("deafened"),
                        fields.has("continues") ? fields.name("continues", SessionId::new) : null,
                        client(fields));
            case "voice:leave" -> new ClientFrame.Leave(fields.id());
            case "voice:state" ->
                new ClientFrame.State(
                        fields.id(),
                        fields.flag("muted"),
                        fields.flag("deafened"),
                        fields.has("audio") ? fields.name("audio", FrameDecoder::audio) : null,
                        fields.has("camera") && fields.flag("camera"),
                        fields.has("screen") && fields.flag("screen"));
            case "voice:speaking" -> new ClientFrame.Speaking(fields.flag("speaking"));
            case "voice:heartbeat" ->
                new ClientFrame.Heartbeat(fields.has("guildId") ? fields.name("guildId", GuildId::new) : null);
            case "resume" ->
                new ClientFrame.Resume(
                        fields.id(),
                        fields.name("sessionId", SessionId::new),
                        fields.text("secret", 256),
                        client(fields));
            case "telemetry" -> TelemetryFields.read(fields, client(fields));
            case "auth" -> new ClientFrame.Auth(fields.id(), fields.text("token", MAX_BYTES));
            default -> throw new FrameFields.Wrong(SocketError.UNKNOWN_TYPE, SocketError.UNKNOWN_TYPE.sentence());
        };
    }

    private static ClientFrame subscribe(FrameFields fields) {
        boolean again = fields.has("epoch");
        return new ClientFrame.Subscribe(
                fields.id(),
                fields.name("guildId", GuildId::new),
                again ? fields.text("epoch", 128) : null,
                again ? fields.whole("version", 0) : 0);
    }

    private static String client(FrameFields fields) {
        return fields.has("client") ? OneLine.of(fields.text("client", MAX_CLIENT), MAX_CLIENT) : "";
    }

    private static AudioState audio(String text) {
        for (AudioState state : AudioState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) return state;
        }
        throw new IllegalArgumentException("not an audio state");
    }
}
