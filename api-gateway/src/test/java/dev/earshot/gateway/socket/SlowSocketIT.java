package dev.earshot.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.wire.Rows;
import dev.earshot.servers.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A socket that reads nothing costs the gateway a bounded amount of memory, and nobody else anything. */
class SlowSocketIT {
    private static final int PEOPLE = 400;

    @Test
    void a_socket_that_reads_nothing_is_closed_as_slow_while_others_get_everything() throws IOException {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(
                        kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
                VoiceClient quick =
                        VoiceClient.connect(gateway, gateway.login("Quick").token());
                Socket slow = new Socket("127.0.0.1", gateway.port());
                KafkaProducer<byte[], byte[]> rows = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            quick.subscribe();
            subscribeAndReadNothing(slow, gateway.login("Slow").token());
            Awaitility.await().atMost(VoiceClient.PATIENCE).until(() -> gauge(gateway, "earshot.sockets") == 2);
            int[] rounds = new int[1];
            Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(120))
                    .pollInterval(java.time.Duration.ofMillis(100))
                    .until(() -> {
                        moveEverybody(rows, rounds[0]++);
                        return count(gateway, "earshot.feed.slow.closes") == 1;
                    });
            Awaitility.await().atMost(VoiceClient.PATIENCE).until(() -> gauge(gateway, "earshot.sockets") == 1);
            rows.flush();
            String last = rounds[0] % 2 == 1 ? "lounge" : "standup";
            quick.awaitChange(
                    rounds[0] == 1 ? "voice:join" : "voice:move",
                    "p" + (PEOPLE - 1),
                    change -> change.path("channelId").asString().equals(last));
            assertThat(quick.frames().stream()
                            .filter(frame -> frame.path("type").asString().equals("voice:userlist")))
                    .hasSize(1);
        }
    }

    private static void moveEverybody(KafkaProducer<byte[], byte[]> producer, int round) {
        GuildId demo = Rows.DEMO;
        for (int i = 0; i < PEOPLE; i++) {
            UserId user = new UserId("p" + i);
            PresenceRow row = Rows.row(user, round % 2 == 0 ? Rows.LOUNGE : Rows.STANDUP);
            producer.send(new ProducerRecord<>(
                    VoiceTopic.PRESENCE.topic(),
                    GuildPartition.of(demo, 12),
                    new PresenceKey(demo, user).toString().getBytes(UTF_8),
                    RecordCodec.PRESENCE.encode(row)));
        }
    }

    // A masked text frame by hand: whoever uses a client reads in the background.
    private static void subscribeAndReadNothing(Socket socket, String token) throws IOException {
        String handshake = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: earshot.v1, bearer." + token + "\r\n\r\n";
        socket.getOutputStream().write(handshake.getBytes(UTF_8));
        byte[] head = new byte[12];
        assertThat(socket.getInputStream().readNBytes(head, 0, head.length)).isEqualTo(head.length);
        assertThat(new String(head, UTF_8)).isEqualTo("HTTP/1.1 101");
        byte[] text = "{\"type\":\"subscribe\",\"id\":1,\"guildId\":\"demo\"}".getBytes(UTF_8);
        byte[] frame = new byte[6 + text.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length);
        System.arraycopy(text, 0, frame, 6, text.length);
        socket.getOutputStream().write(frame);
    }

    private static double gauge(RunningGateway gateway, String name) {
        return gateway.bean(MeterRegistry.class).get(name).gauge().value();
    }

    private static double count(RunningGateway gateway, String name) {
        return gateway.bean(MeterRegistry.class).get(name).counter().count();
    }
}
