package dev.earshot.gateway.wire;

import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.IcePath;
import dev.earshot.events.telemetry.IceProtocol;
import dev.earshot.events.voice.AudioState;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Java's frames are exactly the frozen ones, member for member, and every frozen file is claimed by a frame. */
class GoldenFramesTest {
    private static final PresenceRow BOB_HERE = row(BOB, LOUNGE, "https://example.org/bob.png");
    private static final PresenceRow BOB_MOVED = own(row(BOB, STANDUP), false, false, AudioState.ON);

    private static final Map<String, ServerFrame> SERVER = Map.ofEntries(
            Map.entry(
                    "hello",
                    new ServerFrame.Hello(new SessionId("s-alice"), "3q2-7wEXAMPLEsecret0123", 15_000, 30_000, 250)),
            Map.entry("ack", new ServerFrame.Ack(7)),
            Map.entry(
                    "error",
                    new ServerFrame.Error(
                            7L, SocketError.TOO_MANY_COMMANDS, SocketError.TOO_MANY_COMMANDS.sentence(), 500L)),
            Map.entry(
                    "error-without-id",
                    new ServerFrame.Error(null, SocketError.NOT_JSON, SocketError.NOT_JSON.sentence(), null)),
            Map.entry("voice-heartbeat", new ServerFrame.Heartbeat(DEMO, 42)),
            Map.entry("voice-heartbeat-bare", new ServerFrame.Heartbeat(null, 0)),
            Map.entry("voice-replaced", new ServerFrame.Replaced(DEMO, LOUNGE, new SessionId("s-alice-phone"))),
            Map.entry(
                    "voice-refused",
                    new ServerFrame.Refused(
                            3L,
                            DEMO,
                            LOUNGE,
                            "channel-full",
                            "Lounge is full (25 of 25). Try again when somebody leaves.")),
            Map.entry("voice-userlist-empty", new ServerFrame.UserList(DEMO, "k1f0-3a7c9e02", 0, Map.of())),
            Map.entry("voice-userlist", new ServerFrame.UserList(DEMO, "k1f0-3a7c9e02", 42, loungeAndStandup())),
            Map.entry("voice-changes-join", changes(new WireChange.Join(BOB_HERE))),
            Map.entry("voice-changes-leave", changes(new WireChange.Leave(LOUNGE, BOB, "left"))),
            Map.entry(
                    "voice-changes-move",
                    changes(new WireChange.Move(row(BOB, STANDUP, "https://example.org/bob.png"), LOUNGE))),
            Map.entry("voice-changes-speaking", changes(new WireChange.Speaking(LOUNGE, BOB, true))),
            Map.entry(
                    "voice-changes-state",
                    changes(new WireChange.State(
                            moderated(row(BOB, LOUNGE), true, true),
                            linked(
                                    own(row(BOB, LOUNGE), true, true, AudioState.LISTEN_ONLY),
                                    Connection.RECONNECTING)))),
            Map.entry(
                    "voice-changes",
                    new ServerFrame.Changes(
                            DEMO,
                            42,
                            47,
                            List.of(
                                    new WireChange.Join(row(CAROL, LOUNGE)),
                                    new WireChange.Move(BOB_MOVED, LOUNGE),
                                    new WireChange.State(row(ALICE, LOUNGE), muted(row(ALICE, LOUNGE), true)),
                                    new WireChange.Speaking(LOUNGE, CAROL, true),
                                    new WireChange.Leave(LOUNGE, CAROL, "expired")))));

    private static final CallQuality SAMPLE = new CallQuality(
            10_012, 4.5, 0.0125, 23.0, 31_250.5, 32_100.0, 40.0, 0.21, IcePath.SERVER_REFLEXIVE, IceProtocol.UDP);
    private static final CallQuality ALONE =
            new CallQuality(9_990, null, null, 23.0, null, 32_100.0, null, 0.0, IcePath.HOST, IceProtocol.TCP);
    private static final ClientFrame.ClientError OOPS = new ClientFrame.ClientError(
            ErrorKind.UNCAUGHT,
            "TypeError: speech is undefined (index.js:1:2345)",
            List.of("page-opened", "joining", "in-call", "muted"));

    private static final Map<String, ClientFrame> CLIENT = Map.ofEntries(
            Map.entry("subscribe", new ClientFrame.Subscribe(1, DEMO, null, 0)),
            Map.entry("subscribe-again", new ClientFrame.Subscribe(2, DEMO, "k1f0-3a7c9e02", 42)),
            Map.entry("voice-join", new ClientFrame.Join(3, DEMO, LOUNGE, false, false, null, "")),
            Map.entry(
                    "voice-join-continues",
                    new ClientFrame.Join(4, DEMO, LOUNGE, true, false, new SessionId("s-alice"), "")),
            Map.entry("voice-leave", new ClientFrame.Leave(5)),
            Map.entry("voice-state", new ClientFrame.State(6, true, false, null, false, false)),
            Map.entry("voice-state-audio", new ClientFrame.State(7, false, false, AudioState.ON, false, false)),
            Map.entry("voice-speaking", new ClientFrame.Speaking(true)),
            Map.entry("voice-heartbeat", new ClientFrame.Heartbeat(DEMO)),
            Map.entry("voice-heartbeat-bare", new ClientFrame.Heartbeat(null)),
            Map.entry("resume", new ClientFrame.Resume(1, new SessionId("s-alice"), "3q2-7wEXAMPLEsecret0123", "")),
            Map.entry("voice-join-client", new ClientFrame.Join(9, DEMO, LOUNGE, false, false, null, "0.1.0+1a2b3c4")),
            Map.entry(
                    "resume-client",
                    new ClientFrame.Resume(1, new SessionId("s-alice"), "3q2-7wEXAMPLEsecret0123", "0.1.0+1a2b3c4")),
            Map.entry("telemetry", new ClientFrame.Telemetry(null, "0.1.0+1a2b3c4", List.of(SAMPLE, ALONE), List.of())),
            Map.entry("telemetry-errors", new ClientFrame.Telemetry(10L, "0.1.0+1a2b3c4", List.of(), List.of(OOPS))),
            Map.entry("auth", new ClientFrame.Auth(8, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.EXAMPLE")));

    @TestFactory
    Stream<DynamicTest> server_frames_are_written_as_they_are_frozen() {
        return Golden.files("server").stream()
                .map(file -> DynamicTest.dynamicTest(Golden.name(file), () -> {
                    ServerFrame frame = SERVER.get(Golden.name(file));
                    assertThat(frame).as("a frame for %s", file).isNotNull();
                    String written = Golden.payload(FrameEncoder.encode(frame, UnpooledByteBufAllocator.DEFAULT));
                    assertThat(written).isEqualTo(Golden.wire(file));
                }));
    }

    @TestFactory
    Stream<DynamicTest> client_frames_are_read_as_they_are_frozen() {
        return Golden.files("client").stream()
                .map(file -> DynamicTest.dynamicTest(Golden.name(file), () -> {
                    ClientFrame frame = CLIENT.get(Golden.name(file));
                    assertThat(frame).as("a frame for %s", file).isNotNull();
                    assertThat(FrameDecoder.decode(Golden.bytes(file))).isEqualTo(new DecodedFrame.Good(frame));
                }));
    }

    @Test
    void every_type_of_frame_is_frozen() {
        assertThat(SERVER.values())
                .map(Object::getClass)
                .containsAll(List.of(ServerFrame.class.getPermittedSubclasses()));
        List<Path> files = Golden.files("client");
        assertThat(files).hasSize(CLIENT.size());
        for (Class<?> type : ClientFrame.class.getPermittedSubclasses()) {
            List<Class<?>> leaves = type.isInterface() ? List.of(type.getPermittedSubclasses()) : List.of(type);
            assertThat(CLIENT.values()).map(Object::getClass).containsAll(leaves);
        }
    }

    private static ServerFrame changes(WireChange change) {
        return new ServerFrame.Changes(DEMO, 42, 43, List.of(change));
    }

    private static Map<ChannelId, List<PresenceRow>> loungeAndStandup() {
        Map<ChannelId, List<PresenceRow>> channels = new LinkedHashMap<>();
        channels.put(LOUNGE, List.of(row(ALICE, LOUNGE), own(BOB_HERE, true, false, AudioState.ON)));
        channels.put(STANDUP, List.of());
        return channels;
    }
}
