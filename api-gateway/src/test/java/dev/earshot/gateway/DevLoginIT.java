package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevLoginIT {
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void whoever_logs_in_is_let_into_the_demo_guild() {
        Login alice = gateway.login("Alice");

        Answer guilds = gateway.get("/api/guilds", alice.token());
        Answer demo = gateway.get("/api/guilds/demo", alice.token());

        assertThat(guilds.raw().body()).isEqualTo("[{\"id\":\"demo\",\"name\":\"Demo\"}]");
        assertThat(demo.body().path("channels").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"id\":\"general\",\"name\":\"general\",\"kind\":\"TEXT\",\"capacity\":0}",
                        "{\"id\":\"lounge\",\"name\":\"lounge\",\"kind\":\"VOICE\",\"capacity\":0}",
                        "{\"id\":\"standup\",\"name\":\"standup\",\"kind\":\"VOICE\",\"capacity\":0}",
                        "{\"id\":\"music\",\"name\":\"music\",\"kind\":\"VOICE\",\"capacity\":0}");
        assertThat(demo.body().path("permissions").toString()).isEqualTo("[\"VIEW\",\"CONNECT\",\"SPEAK\"]");
    }

    @Test
    void the_same_name_twice_is_two_people() {
        assertThat(gateway.login("Twin").user())
                .isNotEqualTo(gateway.login("Twin").user());
    }

    @Test
    void the_token_says_who_one_is_and_what_one_may_do() {
        Login olga = gateway.login("Olga", "operator", "analyst");
        JsonNode me = gateway.get("/api/me", olga.token()).body();
        assertThat(me.path("userId").asString()).isEqualTo(olga.user().value());
        assertThat(me.path("username").asString()).isEqualTo("Olga");
        assertThat(me.get("avatarUrl").isNull()).isTrue();
        assertThat(me.path("roles").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("operator", "analyst");
    }

    @Test
    void a_hundred_people_who_log_in_at_once_are_all_let_in() throws Exception {
        List<Callable<Login>> logins = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String name = "Crowd" + i;
            logins.add(() -> gateway.login(name));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<Login> login : pool.invokeAll(logins)) {
                String token = login.get().token();
                assertThat(gateway.get("/api/guilds/demo", token).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_name_that_could_deceive_or_break_a_page_is_refused_with_a_sentence() {
        for (String name : List.of("", "   ", "<b>Bob</b>", "Bob\u202Egnp", "a\nb", "x".repeat(10_000))) {
            Answer answer = gateway.post("/api/dev/login", null, Map.of("username", name));
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("bad-username");
        }
    }

    @Test
    void a_user_id_or_role_that_does_not_exist_is_refused() {
        assertThat(gateway.post("/api/dev/login", null, Map.of("username", "Bob", "userId", "a/b"))
                        .code())
                .isEqualTo("bad-user-id");
        assertThat(gateway.post("/api/dev/login", null, Map.of("username", "Bob", "roles", List.of("root")))
                        .code())
                .isEqualTo("bad-role");
        assertThat(gateway.post("/api/dev/login", null, new HashMap<>()).code()).isEqualTo("bad-username");
    }
}
