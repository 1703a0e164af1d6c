package dev.earshot.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** From bytes on a socket to counted deliveries; Earshot's frames are the frozen ones, with Bob as user u0. */
class ReceivedFramesTest {
    private static final Path GOLDEN = Path.of("../../voice-events/golden/wire/server");
    private static final Crowd CROWD = new Crowd(2, 2, "demo", "lounge");
    private static final Plan PLAN = new Plan(CROWD, 20, Duration.ZERO, Duration.ofSeconds(100), Duration.ofSeconds(1));
    private static final Protocol EARSHOT =
            new EarshotProtocol(URI.create("ws://localhost/ws"), CROWD, List.of("t0", "t1"));
    private static final Protocol SOCKET_IO = new SocketIoProtocol(URI.create("http://localhost"), CROWD);

    private final Tally tally = new Tally();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void a_change_of_mute_is_a_delivery() throws IOException {
        reading(EARSHOT).writeInbound(text(golden("voice-changes-state.json")));

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
    }

    @Test
    void joins_leaves_moves_speech_and_snapshots_are_no_deliveries() throws IOException {
        reading(EARSHOT);
        for (String name : List.of("join", "leave", "move", "speaking")) {
            channel.writeInbound(text(golden("voice-changes-" + name + ".json")));
        }
        channel.writeInbound(text(golden("voice-userlist.json")));

        assertThat(tally.deliveries.getTotalCount()).isZero();
        assertThat(tally.snapshots).isEqualTo(1);
        assertThat(tally.refusals).isEmpty();
    }

    @Test
    void each_change_of_a_batch_is_a_delivery_of_its_own() {
        reading(EARSHOT)
                .writeInbound(
                        text(
                                "{\"type\":\"voice:changes\",\"guildId\":\"demo\",\"from\":4,\"version\":8,\"changes\":["
                                        + "{\"type\":\"voice:state\",\"channelId\":\"lounge\",\"userId\":\"u0\",\"muted\":true},"
                                        + "{\"type\":\"voice:speaking\",\"channelId\":\"lounge\",\"userId\":\"u0\",\"speaking\":false},"
                                        + "{\"type\":\"voice:state\",\"channelId\":\"lounge\",\"userId\":\"u1\",\"muted\":true},"
                                        + "{\"type\":\"voice:state\",\"channelId\":\"lounge\",\"userId\":\"u0\",\"muted\":false}]}"));

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(3);
    }

    @Test
    void a_refusal_is_counted_by_its_code() throws IOException {
        reading(EARSHOT).writeInbound(text(golden("error.json")));

        String code =
                JsonMapper.shared().readTree(golden("error.json")).get("code").asString();
        assertThat(tally.refusals).containsOnlyKeys(code);
    }

    @Test
    void a_broadcast_of_socket_io_is_a_delivery_and_its_ping_is_answered() {
        reading(SOCKET_IO)
                .writeInbound(
                        text(
                                "42[\"voice:state\",{\"channelId\":\"lounge\",\"userId\":\"u0\",\"muted\":true,\"deafened\":false}]"),
                        text("2"));

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
        TextWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.text()).isEqualTo("3");
    }

    @Test
    void frames_are_found_wherever_the_network_cut_them() throws IOException {
        reading(EARSHOT);
        String longest = golden("voice-userlist.json").replace("demo", "d".repeat(70_000));
        ByteBuf stream = Unpooled.wrappedBuffer(
                text(golden("voice-changes-state.json")),
                text(longest),
                Unpooled.wrappedBuffer(new byte[] {(byte) 0x89, 1, 7}));
        while (stream.readableBytes() > 0) {
            channel.writeInbound(
                    stream.readBytes(Math.min(stream.readableBytes(), stream.readableBytes() > 300 ? 97 : 1)));
        }

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
        assertThat(tally.snapshots).isEqualTo(1);
        PongWebSocketFrame pong = channel.readOutbound();
        assertThat(pong.content().readByte()).isEqualTo((byte) 7);
    }

    @Test
    void a_socket_that_ends_is_counted_with_its_close_code() {
        reading(EARSHOT).writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x88, 2, 0x10, 0x68}));
        channel.close();

        assertThat(tally.closed).isEqualTo(1);
        assertThat(tally.refusals).containsOnlyKeys("closed with 4200");
    }

    private EmbeddedChannel reading(Protocol protocol) {
        Line line = new Line(0, channel, PLAN, tally);
        channel.pipeline().addLast(new FrameReader(line, protocol, new FrameReader.Scratch()));
        line.start(System.nanoTime() - PLAN.due(PLAN.toggles()));
        return channel;
    }

    private static String golden(String name) throws IOException {
        String frame = Files.readString(GOLDEN.resolve(name));
        return JsonMapper.shared().readTree(frame).toString().replace("\"userId\":\"bob\"", "\"userId\":\"u0\"");
    }

    private static ByteBuf text(String frame) {
        byte[] payload = frame.getBytes(UTF_8);
        ByteBuf bytes = Unpooled.buffer().writeByte(0x81);
        if (payload.length < 126) {
            bytes.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            bytes.writeByte(126).writeShort(payload.length);
        } else {
            bytes.writeByte(127).writeLong(payload.length);
        }
        return bytes.writeBytes(payload);
    }
}
