package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.http.DevKey;
import dev.earshot.projector.ProjectorApplication;
import dev.earshot.projector.history.answer.VerifyAnswer;
import dev.earshot.projector.kafka.VoiceKafka;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The time machine beside the fold that runs live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryServiceIT {
    private static final int PARTITIONS = 3;
    private static final String SECRET = "a secret of at least thirty-two bytes";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();

    private KafkaServer kafka;
    private ConfigurableApplicationContext service;
    private VoiceKafka voice;
    private TimeMachine machine;

    @BeforeAll
    void start(@TempDir Path state) {
        kafka = KafkaServer.start();
        voice = new VoiceKafka(kafka.bootstrapServers(), PARTITIONS);
        service = new SpringApplication(ProjectorApplication.class)
                .run(
                        "--spring.main.banner-mode=off",
                        "--spring.profiles.active=dev",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--earshot.topics.partitions=" + PARTITIONS,
                        "--earshot.auth.dev-secret=" + SECRET,
                        "--spring.kafka.streams.state-dir=" + state.resolve("streams"));
        machine = new TimeMachine(
                HistorySettings.of(Map.of("bootstrap.servers", kafka.bootstrapServers())), Clock.systemUTC());
    }

    @AfterAll
    void close() {
        machine.close();
        service.close();
        voice.close();
        kafka.close();
    }

    @Test
    void the_live_table_is_what_the_log_says_while_traffic_goes_on() throws Exception {
        GuildId busy = new GuildId("busy");
        AtomicBoolean done = new AtomicBoolean();
        Thread traffic = Thread.ofVirtual().start(() -> {
            for (int i = 0; !done.get(); i++) {
                UserId user = new UserId("u" + i % 20);
                SessionId session = new SessionId("s" + i % 20);
                if (i < 20) voice.event(busy, joined(user, session, LOUNGE));
                else if (i % 7 == 0) voice.event(busy, joined(user, session, i % 2 == 0 ? MUSIC : LOUNGE));
                else if (i % 31 == 0) voice.event(busy, left(user, session));
                else voice.event(busy, muted(user, session, i % 3 == 0));
            }
        });
        try {
            await().atMost(Duration.ofSeconds(40)).until(() -> voice.presence().size() >= 15);
            for (int i = 0; i < 3; i++) {
                VerifyAnswer answer = machine.verify(busy, Asker.PROGRAM);
                assertThat(answer.differences()).isEmpty();
                assertThat(answer.same()).isTrue();
                assertThat(answer.rows()).isPositive();
                assertThat(answer.checkedAt()).hasSize(1);
            }
        } finally {
            done.set(true);
            traffic.join();
        }
    }

    @Test
    void planted_rows_are_found() throws Exception {
        GuildId guild = new GuildId("planted");
        for (String name : List.of("ann", "ben", "cid"))
            voice.event(guild, joined(new UserId(name), new SessionId(name), LOUNGE));
        await().atMost(Duration.ofSeconds(40)).until(() -> voice.presence().containsKey("planted/cid"));
        assertThat(machine.verify(guild, Asker.PROGRAM).same()).isTrue();

        PresenceRow ann = requireNonNull(voice.presence().get("planted/ann"));
        plant(guild, "ann", renamed(ann, "ann", "Somebody else"));
        plant(guild, "ben", null);
        plant(guild, "dora", renamed(ann, "dora", "Dora"));
        // Rows since the newest cause count once a newer one says that they are complete, or the projector's next
        // commit.
        voice.event(guild, joined(new UserId("eve"), new SessionId("eve"), LOUNGE));
        await().atMost(Duration.ofSeconds(40)).until(() -> voice.presence().containsKey("planted/eve"));

        VerifyAnswer answer = machine.verify(null, Asker.PROGRAM);
        assertThat(answer.same()).isFalse();
        assertThat(answer.differences().stream().map(one -> one.userId() + " " + one.kind() + " " + one.fields()))
                .containsExactly("ann WRONG [username]", "ben MISSING []", "dora EXTRA []");
        assertThat(answer.checkedAt()).hasSize(PARTITIONS);
    }

    private static PresenceRow renamed(PresenceRow row, String user, String username) {
        return new PresenceRow(
                new UserId(user),
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                new Profile(username, null),
                row.own(),
                row.moderation(),
                row.speaking(),
                row.joinedAt(),
                row.connection());
    }

    private void plant(GuildId guild, String user, @Nullable PresenceRow row) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = new PresenceKey(guild, new UserId(user)).toString().getBytes(UTF_8);
            byte[] value = row == null ? null : RecordCodec.PRESENCE.encode(row);
            producer.send(new ProducerRecord<>(VoiceTopic.PRESENCE.topic(), voice.partitionOf(guild), key, value))
                    .get();
        }
    }

    @Test
    void a_moment_can_be_asked_for_over_http() throws Exception {
        GuildId guild = new GuildId("web");
        voice.event(guild, joined(ALICE, LAPTOP, LOUNGE));
        voice.event(guild, muted(ALICE, LAPTOP, true));
        voice.signal(guild, speaking(ALICE, LAPTOP, true));
        String now = Instant.now().plusSeconds(1).toString();
        JsonNode state = ok("/api/history/state?guild=web&at=" + now);
        JsonNode alice = state.get("channels").get("lounge").get(0);
        assertThat(alice.get("userId").asString()).isEqualTo("alice");
        assertThat(alice.get("muted").asBoolean()).isTrue();
        assertThat(alice.get("connection").asString()).isEqualTo("live");
        assertThat(alice.has("resumeHash")).isFalse();
        assertThat(state.get("speechKnown").asBoolean()).isTrue();

        JsonNode events = ok("/api/history/events?guild=web&from=2020-01-01T00:00:00%2B01:00&to=" + now + "&limit=1");
        assertThat(events.get("items").get(0).get("effect").get("sentence").asString())
                .isEqualTo("Joined lounge");
        assertThat(events.get("next").asString()).isNotEmpty();
        assertThat(ok("/api/history/log?guild=web").get("nextOffset").asLong()).isPositive();
        assertThat(ok("/api/history/verify?guild=web").get("same").asBoolean()).isTrue();
        assertThat(ok("/api/history/density?guild=web&from=" + now + "&to=" + now)
                        .get("counts")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whoever_speaks_is_shown_so_until_they_are_silent() {
        GuildId guild = new GuildId("talk");
        voice.event(guild, joined(ALICE, LAPTOP, LOUNGE));
        voice.signal(guild, speaking(ALICE, LAPTOP, true));
        assertThat(speaks(guild)).isTrue();
        voice.signal(guild, speaking(ALICE, LAPTOP, false));
        assertThat(speaks(guild)).isFalse();
    }

    private boolean speaks(GuildId guild) {
        return machine.state(guild, Instant.now().plusSeconds(1), Asker.PROGRAM).channels().values().stream()
                .flatMap(List::stream)
                .anyMatch(person -> person.speaking());
    }

    @Test
    void a_question_that_makes_no_sense_is_refused_with_a_sentence() throws Exception {
        JsonNode problem = problem(400, "/api/history/state?guild=web&at=yesterday");
        assertThat(problem.get("code").asString()).isEqualTo("bad-at");
        assertThat(problem.get("detail").asString()).contains("2026-01-31T14:03:22Z");
        assertThat(problem(400, "/api/history/state?at=2026-01-01T00:00:00Z")
                        .get("code")
                        .asString())
                .isEqualTo("missing-guild");
        assertThat(problem(400, "/api/history/diff?guild=a&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .get("code")
                        .asString())
                .isEqualTo("bad-times");
    }

    private JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private JsonNode problem(int status, String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String token() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(DevKey.ISSUER)
                .subject("oscar")
                .claim("roles", List.of("operator"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
    }
}
