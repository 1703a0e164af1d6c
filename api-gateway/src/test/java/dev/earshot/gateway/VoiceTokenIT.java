package dev.earshot.gateway;

import static dev.earshot.gateway.PresenceRows.LOUNGE;
import static dev.earshot.gateway.PresenceRows.MUSIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.SessionId;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who gets a media token. LiveKit itself is not needed to sign one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoiceTokenIT {
    private static final SessionId LAPTOP = new SessionId("laptop");
    private static final SessionId PHONE = new SessionId("phone");

    private RunningGateway gateway;
    private PresenceRows rows;
    private AuditFacts facts;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "earshot.livekit.api-key=key",
                "earshot.livekit.api-secret=a-livekit-secret-of-thirty-two-bytes",
                "earshot.livekit.url=http://127.0.0.1:9",
                "earshot.livekit.public-url=ws://livekit.example:7880",
                "earshot.limits.token-per-user.count=1",
                "earshot.limits.token-per-user.per=1m",
                "earshot.limits.token-per-user.burst=6");
        rows = new PresenceRows(TestServers.kafka());
        facts = new AuditFacts(TestServers.kafka());
    }

    @AfterAll
    void stop() {
        facts.close();
        rows.close();
        gateway.close();
    }

    private Answer ask(Login who, String guild, String channel, SessionId session) {
        return gateway.post(
                "/api/voice/token",
                who.token(),
                Map.of("guildId", guild, "channelId", channel, "sessionId", session.value()));
    }

    @Test
    void whoever_is_present_gets_a_token_for_that_room_alone() {
        Login alice = gateway.login("Alice");
        rows.present(alice.user(), LOUNGE, LAPTOP);

        Answer answer = ask(alice, "demo", "lounge", LAPTOP);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames()).containsExactly("url", "room", "token", "expiresAt");
        assertThat(answer.body().path("url").asString()).isEqualTo("ws://livekit.example:7880");
        assertThat(answer.body().path("room").asString()).isEqualTo("demo/lounge");
        JsonNode claims = claims(answer.body().path("token").asString());
        assertThat(claims.path("sub").asString()).isEqualTo(alice.user().value());
        assertThat(claims.path("name").asString()).isEqualTo("Alice");
        assertThat(claims.path("attributes").toString()).isEqualTo("{\"session\":\"laptop\"}");
        JsonNode grants = claims.path("video");
        assertThat(grants.path("room").asString()).isEqualTo("demo/lounge");
        assertThat(grants.path("roomJoin").asBoolean()).isTrue();
        assertThat(grants.path("canPublish").asBoolean()).isTrue();
        assertThat(grants.path("canPublishSources").toString()).isEqualTo("[\"microphone\"]");
        assertThat(grants.path("canPublishData").asBoolean(true)).isFalse();
        assertThat(answer.body().path("expiresAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z");
        Instant end = Instant.parse(answer.body().path("expiresAt").asString());
        assertThat(end).isCloseTo(Instant.now().plusSeconds(600), within(20, ChronoUnit.SECONDS));
        assertThat(claims.path("exp").asLong()).isEqualTo(end.getEpochSecond());
    }

    @Test
    void ones_own_mute_takes_no_grant() {
        Login quentin = gateway.login("Quentin");
        rows.present(quentin.user(), LOUNGE, LAPTOP, true);
        JsonNode grants = claims(ask(quentin, "demo", "lounge", LAPTOP)
                        .body()
                        .path("token")
                        .asString())
                .path("video");
        assertThat(grants.path("canPublish").asBoolean()).isTrue();
        assertThat(grants.path("canPublishSources").toString()).isEqualTo("[\"microphone\"]");
    }

    @Test
    void a_row_that_is_a_moment_behind_is_waited_for() {
        Login bob = gateway.login("Bob");
        CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> ask(bob, "demo", "lounge", LAPTOP));
        // The request is on its way or waiting already; either way the row comes after the question.
        CompletableFuture.delayedExecutor(500, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(() -> rows.present(bob.user(), LOUNGE, LAPTOP));
        assertThat(asked.join().status()).isEqualTo(200);
    }

    @Test
    void nobody_gets_one_who_is_not_in_that_channel() {
        Login carol = gateway.login("Carol");
        Instant asked = Instant.now();
        assertThat(ask(carol, "demo", "lounge", LAPTOP).code()).isEqualTo("not-present");
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        rows.present(carol.user(), MUSIC, LAPTOP);
        assertThat(ask(carol, "demo", "lounge", LAPTOP).code()).isEqualTo("not-present");
        rows.absent(carol.user());
        assertThat(ask(carol, "demo", "music", LAPTOP).code()).isEqualTo("not-present");
    }

    @Test
    void a_session_that_another_one_replaced_gets_none() {
        Login dave = gateway.login("Dave");
        rows.present(dave.user(), LOUNGE, PHONE);
        assertThat(ask(dave, "demo", "lounge", LAPTOP).code()).isEqualTo("replaced");
    }

    @Test
    void the_session_of_somebody_else_is_worth_nothing() {
        Login erin = gateway.login("Erin");
        Login mallory = gateway.login("Mallory");
        rows.present(erin.user(), LOUNGE, new SessionId("erins"));
        Map<String, String> forged =
                new HashMap<>(Map.of("guildId", "demo", "channelId", "lounge", "sessionId", "erins"));
        forged.put("userId", erin.user().value());
        assertThat(gateway.post("/api/voice/token", mallory.token(), forged).code())
                .isEqualTo("not-present");
    }

    @Test
    void without_a_login_there_is_none() {
        Answer answer = gateway.post("/api/voice/token", null, Map.of());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(gateway.post("/api/voice/token", "not.a.token", Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void a_foreign_guild_a_text_channel_and_an_unknown_one_are_refused() {
        Login frank = gateway.login("Frank");
        assertThat(ask(frank, "elsewhere", "lounge", LAPTOP).status()).isEqualTo(403);
        assertThat(ask(frank, "elsewhere", "lounge", LAPTOP).code()).isEqualTo("not-a-member");
        assertThat(ask(frank, "demo", "general", LAPTOP).code()).isEqualTo("not-a-voice-channel");
        assertThat(ask(frank, "demo", "cellar", LAPTOP).code()).isEqualTo("unknown-channel");
        assertThat(ask(frank, "de/mo", "lounge", LAPTOP).code()).isEqualTo("bad-request");
    }

    @Test
    void too_many_questions_are_answered_with_when_to_ask_again() {
        Login greedy = gateway.login("Greedy");
        for (int i = 0; i < 6; i++) ask(greedy, "demo", "general", LAPTOP);

        Answer answer = ask(greedy, "demo", "general", LAPTOP);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(1L, 60L);
        assertThat(answer.code()).isEqualTo("too-many-requests");
        assertThat(ask(gateway.login("Modest"), "demo", "general", LAPTOP).status())
                .isNotEqualTo(429);
    }

    @Test
    void what_was_issued_and_refused_is_in_the_audit_with_repeats_as_one_fact() {
        Login heidi = gateway.login("Heidi");
        rows.present(heidi.user(), LOUNGE, LAPTOP);
        String token = ask(heidi, "demo", "lounge", LAPTOP).body().path("token").asString();
        for (int i = 0; i < 3; i++) ask(heidi, "demo", "general", LAPTOP);

        assertThat(facts.await(AuditFact.TokenIssued.class, heidi.user()))
                .satisfies(issued -> assertThat(issued.session()).isEqualTo(LAPTOP));
        // The minute has to be over before its count is known, so closing is what makes it known here.
        AuditFact.LoggedIn login = facts.await(AuditFact.LoggedIn.class, heidi.user());
        assertThat(login.username()).isEqualTo("Heidi");
        assertThat(facts.text()).doesNotContain(token).doesNotContain(heidi.token());
    }

    private static JsonNode claims(String jwt) {
        String payload = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8);
        return JsonMapper.shared().readTree(payload);
    }
}
