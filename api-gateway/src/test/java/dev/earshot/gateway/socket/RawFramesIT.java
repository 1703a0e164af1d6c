package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.RawSocket.CLOSE;
import static dev.earshot.gateway.socket.RawSocket.CONTINUATION;
import static dev.earshot.gateway.socket.RawSocket.FIN;
import static dev.earshot.gateway.socket.RawSocket.PING;
import static dev.earshot.gateway.socket.RawSocket.PONG;
import static dev.earshot.gateway.socket.RawSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.Rows;
import dev.earshot.servers.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a socket may send below the level of messages: every frame counts, and what breaks RFC 6455 is told so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawFramesIT {
    private static final byte[] NOTHING = {};
    private static final String HEARTBEAT = "{\"type\":\"voice:heartbeat\"}";
    private static final int CROWD = 400;

    private KafkaServer kafka;
    private RunningGateway gateway;
    private String token;

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
    }

    @AfterAll
    void stop() {
        gateway.close();
        kafka.close();
    }

    // Budgets are a person's: each test has its own.
    @BeforeEach
    void login(TestInfo test) {
        token = gateway.login("P" + Integer.toHexString(test.getDisplayName().hashCode()))
                .token();
    }

    @Test
    void a_ping_is_answered_with_what_it_carried() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(FIN | PING, "are you there".getBytes(UTF_8));
            assertThat(socket.read(PONG).text()).isEqualTo("are you there");
        }
    }

    @Test
    void pings_are_frames_and_too_many_of_them_are_a_flood() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.flood(FIN | PING, NOTHING, 5_000);
            assertThat(socket.closeCode()).isEqualTo(CloseCode.FLOODING.code());
        }
    }

    @Test
    void pongs_that_nobody_asked_for_are_frames_too() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.flood(FIN | PONG, new byte[125], 5_000);
            assertThat(socket.closeCode()).isEqualTo(CloseCode.FLOODING.code());
        }
    }

    @Test
    void empty_fragments_are_frames_too() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(TEXT, NOTHING).flood(CONTINUATION, NOTHING, 5_000);
            assertThat(socket.closeCode()).isEqualTo(CloseCode.FLOODING.code());
        }
    }

    @Test
    void a_flood_that_goes_on_after_the_close_is_cut_off() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            // More than is read for a farewell; the close frame may be lost to the reset.
            socket.flood(FIN | PING, new byte[125], 100_000);
            assertThat(socket.closeCode()).isIn(CloseCode.FLOODING.code(), 1006);
            await().until(() -> gateway.bean(LiveSockets.class).all().isEmpty());
        }
    }

    @Test
    void a_user_who_reconnects_begins_with_what_the_last_socket_left() {
        try (RawSocket first = RawSocket.open(gateway, token)) {
            for (int id = 1; id <= 300; id++) first.sendText("{\"type\":\"voice:leave\",\"id\":" + id + "}");
            for (String answer = ""; !answer.contains("\"id\":300,"); )
                answer = first.read(TEXT).text();
        }
        try (RawSocket second = RawSocket.open(gateway, token)) {
            for (int id = 1; id <= 60; id++) second.sendText("{\"type\":\"voice:leave\",\"id\":" + id + "}");
            List<String> refused = new ArrayList<>();
            for (String answer = ""; !answer.contains("\"id\":60"); ) {
                answer = second.read(TEXT).text();
                if (answer.contains("too-many-commands")) refused.add(answer);
            }
            assertThat(refused).isNotEmpty().allMatch(answer -> answer.contains("retryAfterMs"));
        }
    }

    @Test
    void sockets_that_are_opened_for_ever_are_refused_for_a_while_with_a_429() {
        for (int i = 0; i < 60; i++) {
            String answer = RawHandshake.send(gateway, "/ws", "earshot.v1, bearer." + token, null, null);
            if (answer.startsWith("HTTP/1.1 101")) {
                await().until(() -> gateway.bean(LiveSockets.class).all().isEmpty());
                continue;
            }
            RawHandshake.assertRefused(answer, 429, "too-many-requests");
            assertThat(answer).containsIgnoringCase("retry-after: 1");
            assertThat(i).isGreaterThanOrEqualTo(40);
            return;
        }
        throw new AssertionError("sixty sockets in a row were let in");
    }

    @Test
    void where_nobody_reads_only_the_newest_ping_is_answered() {
        // Snapshots, of which none is read, until there is no room left, but not so many that the socket is given up.
        int snapshots = Math.ceilDiv(2_000_000, snapshotSize());
        try (RawSocket socket = RawSocket.open(gateway, token, 4096)) {
            double before = framesIn();
            for (int id = 1; id <= snapshots; id++) {
                socket.sendText("{\"type\":\"subscribe\",\"id\":" + id + ",\"guildId\":\"demo\"}");
            }
            for (int i = 1; i <= 500; i++) {
                socket.send(FIN | PING, ByteBuffer.allocate(125).putInt(i).array());
            }
            await().until(() -> framesIn() >= before + snapshots + 500);
            int last = 0;
            int pongs = 0;
            while (last < 500) {
                last = ByteBuffer.wrap(socket.read(PONG).payload()).getInt();
                pongs++;
            }
            assertThat(pongs).isLessThan(10);
            socket.sendText(HEARTBEAT);
            for (String answer = ""; !answer.contains("voice:heartbeat"); )
                answer = socket.read(TEXT).text();
        }
    }

    private double framesIn() {
        return gateway.bean(MeterRegistry.class)
                .get("earshot.socket.frames.in")
                .counter()
                .count();
    }

    /** Of a guild with a crowd in it, which is there afterwards. */
    private int snapshotSize() {
        try (KafkaProducer<byte[], byte[]> rows = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                RawSocket watcher = RawSocket.open(gateway, token)) {
            for (int i = 0; i < CROWD; i++) {
                UserId user = new UserId("p" + i);
                rows.send(new ProducerRecord<>(
                        VoiceTopic.PRESENCE.topic(),
                        GuildPartition.of(Rows.DEMO, 12),
                        new PresenceKey(Rows.DEMO, user).toString().getBytes(UTF_8),
                        RecordCodec.PRESENCE.encode(Rows.row(user, Rows.LOUNGE))));
            }
            rows.flush();
            watcher.sendText("{\"type\":\"subscribe\",\"id\":1,\"guildId\":\"demo\"}");
            for (String seen = ""; !seen.contains("\"p" + (CROWD - 1) + "\""); )
                seen = watcher.read(TEXT).text();
            watcher.sendText("{\"type\":\"subscribe\",\"id\":2,\"guildId\":\"demo\"}");
            String snapshot = "";
            while (!snapshot.contains("voice:userlist") || !snapshot.contains("\"p" + (CROWD - 1) + "\"")) {
                snapshot = watcher.read(TEXT).text();
            }
            return snapshot.length();
        }
    }

    @Test
    void a_message_in_fragments_is_read_wherever_it_was_cut_and_pings_may_come_between() {
        byte[] whole = "{\"type\":\"voice:heartbeat\",\"x\":\"Zoë\"}".getBytes(UTF_8);
        int inTheMiddleOfALetter = whole.length - 3;
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(TEXT, java.util.Arrays.copyOfRange(whole, 0, inTheMiddleOfALetter));
            socket.send(FIN | PING, NOTHING);
            socket.send(CONTINUATION, NOTHING);
            socket.send(FIN | CONTINUATION, java.util.Arrays.copyOfRange(whole, inTheMiddleOfALetter, whole.length));
            assertThat(socket.read(PONG).opcode()).isEqualTo(PONG);
            assertThat(socket.read(TEXT).text()).contains("voice:heartbeat");
        }
    }

    @Test
    void a_message_that_grows_too_large_in_fragments_ends_the_socket() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(TEXT, NOTHING).flood(CONTINUATION, new byte[125], 600);
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a reserved bit, c1, 7b7d, 1002",
        "another reserved bit, a1, 7b7d, 1002",
        "a reserved opcode, 83, 7b7d, 1002",
        "a fragment of nothing, 80, 7b7d, 1002",
        "a ping in fragments, 09, 7b7d, 1002",
        "text that is not UTF-8, 81, ff7d, 1007",
        "close code 999, 88, 03e7, 1002",
        "a close reason that is not UTF-8, 88, 03e8ff, 1007",
        "an honest close, 88, 03e8, 1000"
    })
    void what_breaks_the_protocol_is_closed_with_the_code_that_says_so(
            String what, String first, String payload, int code) {
        java.util.HexFormat hex = java.util.HexFormat.of();
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(hex.parseHex(first)[0] & 0xff, hex.parseHex(payload));
            assertThat(socket.closeCode()).as(what).isEqualTo(code);
        }
    }

    @Test
    void a_frame_without_a_mask_is_no_clients() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.sendRaw(new byte[] {(byte) (FIN | TEXT), 2, '{', '}'});
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void text_in_utf_16_is_not_json() {
        try (RawSocket socket = RawSocket.open(gateway, token)) {
            socket.send(FIN | TEXT, HEARTBEAT.getBytes(UTF_16BE));
            socket.read(TEXT);
            assertThat(socket.read(TEXT).text()).contains("not-json");
        }
    }

    @Test
    void a_connection_that_breaks_in_the_middle_of_anything_is_no_error_of_ours() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(lines);
        try {
            RawSocket.open(gateway, token)
                    .send(TEXT, "{\"type\":".getBytes(UTF_8))
                    .close();
            RawSocket.open(gateway, token)
                    .send(TEXT, NOTHING)
                    .send(CONTINUATION, "{".getBytes(UTF_8))
                    .send(FIN | CLOSE, NOTHING)
                    .close();
            RawSocket.open(gateway, token)
                    .sendRaw(new byte[] {(byte) (FIN | TEXT)})
                    .close();
            await().until(() -> gateway.bean(LiveSockets.class).all().isEmpty());
        } finally {
            root.detachAppender(lines);
        }
        assertThat(List.copyOf(lines.list).stream()
                        .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                        .filter(line -> !line.getLoggerName().startsWith("org.apache.kafka"))
                        .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage()))
                .isEmpty();
    }
}
