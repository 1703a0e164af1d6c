package dev.earshot.gateway;

import static dev.earshot.gateway.PresenceRows.LOUNGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.id.SessionId;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.LiveKitUnavailable;
import dev.earshot.servers.Ports;
import dev.earshot.servers.TestServers;
import io.livekit.server.RoomServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.ParticipantInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The gateway and a real LiveKit, with listeners that hold a real signalling socket. */
@Tag("audio")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnseenListenerIT {
    private static final SessionId LAPTOP = new SessionId("laptop");
    private static final Duration REMOVED_WITHIN = Duration.ofSeconds(8);

    private final HttpClient http = HttpClient.newHttpClient();
    private LiveKitServer livekit;
    private RunningGateway gateway;
    private PresenceRows rows;
    private RoomServiceClient rooms;

    @BeforeAll
    void start() throws LiveKitUnavailable {
        int port = Ports.free();
        livekit = TestServers.newLiveKit(URI.create("http://127.0.0.1:" + port + "/api/livekit/webhook"));
        LiveKitSettings settings = livekit.settings();
        gateway = RunningGateway.start(
                "server.port=" + port,
                "earshot.livekit.url=" + settings.url(),
                "earshot.livekit.public-url=ws://127.0.0.1:" + settings.port(),
                "earshot.livekit.api-key=" + settings.apiKey(),
                "earshot.livekit.api-secret=" + settings.apiSecret());
        rows = new PresenceRows(TestServers.kafka());
        rooms = RoomServiceClient.createClient(settings.url().toString(), settings.apiKey(), settings.apiSecret());
    }

    @AfterAll
    void stop() {
        rows.close();
        gateway.close();
        livekit.close();
        http.close();
    }

    @Test
    void whoever_nobody_sees_any_more_is_removed_by_the_next_look_and_the_others_stay() throws Exception {
        Login alice = gateway.login("Alice");
        Login bob = gateway.login("Bob");
        WebSocket alices = connect(mediaToken(alice));
        String bobsToken = mediaToken(bob);
        WebSocket bobs = connect(bobsToken);
        await().atMost(Duration.ofSeconds(10)).until(() -> listening().size() == 2);
        double removed = removed();

        rows.absent(bob.user());
        Instant gone = Instant.now();

        await().atMost(REMOVED_WITHIN)
                .until(() -> listening().equals(List.of(alice.user().value())));
        assertThat(Duration.between(gone, Instant.now())).isLessThan(REMOVED_WITHIN);
        await().atMost(REMOVED_WITHIN).until(() -> removed() == removed + 1);
        // The old token still lets him in, for LiveKit does not take one back; but not for long, perhaps for an
        // instant.
        WebSocket again = connect(bobsToken);
        await().atMost(REMOVED_WITHIN).until(() -> removed() == removed + 2);
        await().atMost(REMOVED_WITHIN)
                .until(() -> listening().equals(List.of(alice.user().value())));
        List.of(alices, bobs, again).forEach(WebSocket::abort);
    }

    @Test
    void what_livekit_tells_is_in_the_log_for_operators() throws Exception {
        WebSocket carols = connect(mediaToken(gateway.login("Carol")));
        try (LogEvents log = new LogEvents(TestServers.kafka())) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> log.observed().stream()
                            .anyMatch(seen -> "room_started".equals(seen.observed()) && LOUNGE.equals(seen.channel())));
        }
        carols.abort();
    }

    @Test
    void a_livekit_that_is_away_is_a_state_that_the_page_is_told() throws Exception {
        Login dave = gateway.login("Dave");
        await().atMost(Duration.ofSeconds(10)).until(() -> status(dave).equals("ready"));
        livekit.stop();
        await().atMost(Duration.ofSeconds(10)).until(() -> status(dave).equals("unavailable"));
        assertThat(gateway.get("/api/guilds", dave.token()).status()).isEqualTo(200);
        livekit.restart();
        await().atMost(Duration.ofSeconds(10)).until(() -> status(dave).equals("ready"));
    }

    private double removed() {
        return gateway.bean(MeterRegistry.class)
                .counter("earshot.media.removed", "reason", "unseen")
                .count();
    }

    private String mediaToken(Login who) {
        rows.present(who.user(), LOUNGE, LAPTOP);
        Answer answer = gateway.post(
                "/api/voice/token",
                who.token(),
                Map.of("guildId", "demo", "channelId", "lounge", "sessionId", LAPTOP.value()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body().path("token").asString();
    }

    private WebSocket connect(String token) throws Exception {
        URI address = URI.create("ws://127.0.0.1:" + livekit.settings().port()
                + "/rtc?auto_subscribe=1&protocol=15&sdk=js&version=2.23.0&access_token=" + token);
        return http.newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {})
                .get(5, TimeUnit.SECONDS);
    }

    private String status(Login who) {
        return gateway.get("/api/media/status", who.token())
                .body()
                .path("status")
                .asString();
    }

    private List<String> listening() throws IOException {
        List<ParticipantInfo> listed =
                rooms.listParticipants("demo/lounge").execute().body();
        return listed == null
                ? List.of()
                : listed.stream().map(ParticipantInfo::getIdentity).sorted().toList();
    }
}
