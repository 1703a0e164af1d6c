package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.ChangedRows.renamed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.projector.ProjectorApplication;
import dev.earshot.projector.history.answer.VerifyAnswer;
import dev.earshot.projector.kafka.VoiceKafka;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Beside the fold that runs live, the time machine sees what the log says, finds wrong rows, and answers over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryServiceIT {
    private static final int PARTITIONS = 3;

    private final int port = Ports.free();
    private final OperatorClient operator = new OperatorClient(port);

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
                        "--earshot.auth.dev-secret=" + OperatorClient.SECRET,
                        "--spring.kafka.streams.state-dir=" + state.resolve("streams"));
        machine = new TimeMachine(
                HistorySettings.of(Map.of("bootstrap.servers", kafka.bootstrapServers())), Clock.systemUTC());
    }

    @AfterAll
    void close() {
        operator.close();
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
        PlantedRows rows = new PlantedRows(kafka.bootstrapServers(), voice);
        rows.plant(guild, "ann", renamed(ann, new UserId("ann"), "Somebody else"));
        rows.plant(guild, "ben", null);
        rows.plant(guild, "dora", renamed(ann, new UserId("dora"), "Dora"));
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

    @Test
    void a_moment_can_be_asked_for_over_http() throws Exception {
        GuildId guild = new GuildId("web");
        voice.event(guild, joined(ALICE, LAPTOP, LOUNGE));
        voice.event(guild, muted(ALICE, LAPTOP, true));
        voice.signal(guild, speaking(ALICE, LAPTOP, true));
        String now = Instant.now().plusSeconds(1).toString();
        JsonNode state = operator.ok("/api/history/state?guild=web&at=" + now);
        JsonNode alice = state.get("channels").get("lounge").get(0);
        assertThat(alice.get("userId").asString()).isEqualTo("alice");
        assertThat(alice.get("muted").asBoolean()).isTrue();
        assertThat(alice.get("connection").asString()).isEqualTo("live");
        assertThat(alice.has("resumeHash")).isFalse();
        assertThat(state.get("speechKnown").asBoolean()).isTrue();

        JsonNode events =
                operator.ok("/api/history/events?guild=web&from=2020-01-01T00:00:00%2B01:00&to=" + now + "&limit=1");
        assertThat(events.get("items").get(0).get("effect").get("sentence").asString())
                .isEqualTo("Joined lounge");
        assertThat(events.get("next").asString()).isNotEmpty();
        assertThat(operator.ok("/api/history/log?guild=web").get("nextOffset").asLong())
                .isPositive();
        assertThat(operator.ok("/api/history/verify?guild=web").get("same").asBoolean())
                .isTrue();
        assertThat(operator.ok("/api/history/density?guild=web&from=" + now + "&to=" + now)
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
        JsonNode problem = operator.answer(400, "/api/history/state?guild=web&at=yesterday");
        assertThat(problem.get("code").asString()).isEqualTo("bad-at");
        assertThat(problem.get("detail").asString()).contains("2026-01-31T14:03:22Z");
        assertThat(operator.answer(400, "/api/history/state?at=2026-01-01T00:00:00Z")
                        .get("code")
                        .asString())
                .isEqualTo("missing-guild");
        assertThat(operator.answer(400, "/api/history/diff?guild=a&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .get("code")
                        .asString())
                .isEqualTo("bad-times");
    }
}
