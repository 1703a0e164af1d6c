package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static dev.earshot.faults.stack.Guild.STANDUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Facts;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Http;
import dev.earshot.faults.stack.Outage;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.Tokens;
import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL and LiveKit are away at the same time, for longer than a lease, while people go on coming, moving and going:
 * presence needs neither.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoresAwayIT {
    private static final Duration SEEN = Duration.ofSeconds(2);

    private final Stack stack = Stack.running();
    private final Guild guild = stack.guild("stores-away", List.of("alice", "bob"));
    private final Person alice = guild.person("alice");
    private final Person bob = guild.person("bob");
    private final String analyst = Tokens.of("analyst", "analyst");
    private int rounds;
    private String mediaBefore = "";
    private JsonNode mediaAway = Http.JSON.createObjectNode();
    private Http.Answer usageAway = new Http.Answer(0, "");
    private long mediaBackAfterMillis;
    private List<JsonNode> calls = List.of();

    @BeforeAll
    void postgres_and_livekit_go_away_and_come_back() throws LiveKitUnavailable {
        LiveKitServer liveKit = stack.liveKit();
        assertThat(liveKit).as("LiveKit runs on this machine").isNotNull();
        Soon.all(List.of(alice.come(), bob.come()));
        Soon.get(alice.join(LOUNGE));
        await().atMost(Soon.ORDINARY)
                .until(() -> media().path("status").stringValue("").equals("ready"));
        mediaBefore = media().path("status").stringValue("");
        goAround();

        stack.postgres().stop();
        liveKit.stop();
        long end = System.nanoTime() + Outage.LENGTH.toNanos();
        while (System.nanoTime() < end) goAround();
        mediaAway = media();
        usageAway = Http.get(sessions(), analyst);

        liveKit.restart();
        long back = System.nanoTime();
        stack.postgres().restart();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> media().path("status").stringValue("").equals("ready"));
        mediaBackAfterMillis = Soon.millis(back, System.nanoTime());
        goAround();
        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> {
            calls = everyCall();
            return calls.size() == began()
                    && calls.stream()
                                    .filter(call -> !call.path("ended").isNull())
                                    .count()
                            == ended();
        });
    }

    @AfterAll
    void everybody_goes_home() throws LiveKitUnavailable {
        LiveKitServer liveKit = stack.liveKit();
        if (liveKit != null) liveKit.restart();
        stack.postgres().restart();
        List.of(alice, bob).forEach(Person::close);
    }

    @Test
    void people_came_moved_and_went_all_the_while() {
        assertThat(rounds).isGreaterThan((int) Outage.LENGTH.toSeconds() / 4);
        assertThat(Facts.endings(stack.topics(), guild.id(), "alice")).isEmpty();
    }

    @Test
    void the_media_status_says_that_audio_is_away_and_why() {
        assertThat(mediaBefore).isEqualTo("ready");
        assertThat(mediaAway.path("status").stringValue("")).isIn("unavailable", "starting");
        assertThat(mediaAway.path("reason").stringValue("")).isNotBlank();
    }

    @Test
    void audio_is_back_by_itself() {
        assertThat(mediaBackAfterMillis).isLessThan(10_000);
    }

    @Test
    void analysts_are_told_that_the_answer_is_away() {
        assertThat(usageAway.status()).isIn(502, 503, 504);
        assertThat(usageAway.body()).contains("\"status\"").doesNotContainIgnoringCase("exception");
    }

    @Test
    void analytics_has_every_call_exactly_once() {
        assertThat(calls.stream().map(call -> call.path("callId").stringValue()))
                .doesNotHaveDuplicates()
                .hasSize(began())
                .hasSize(rounds + 1);
        assertThat(calls.stream()
                        .filter(call -> call.path("why").stringValue("").equals("left"))
                        .count())
                .isEqualTo(rounds);
    }

    @Test
    void every_call_holds_both_of_its_stays() {
        assertThat(calls.stream()
                        .filter(call -> call.path("userId").stringValue("").equals("bob")))
                .allSatisfy(call -> assertThat(call.path("stays").size()).isEqualTo(2));
    }

    /** Bob comes, moves and goes, and Alice sees all of it in time. */
    private void goAround() {
        Soon.get(bob.join(LOUNGE));
        Soon.get(alice.sees().whenIn("bob", LOUNGE), SEEN);
        Soon.get(bob.join(STANDUP));
        Soon.get(alice.sees().whenIn("bob", STANDUP), SEEN);
        Outage.holds(Duration.ofMillis(1_500), () -> {});
        Soon.get(bob.leave());
        Soon.get(alice.sees().whenGone("bob"), SEEN);
        rounds++;
    }

    private JsonNode media() {
        return Http.get(stack.gateway().address().resolve("/api/media/status"), Tokens.of("alice"))
                .json();
    }

    private URI sessions() {
        return stack.gateway()
                .address()
                .resolve("/api/analytics/sessions?limit=20&guild=" + guild.id().value());
    }

    private List<JsonNode> everyCall() {
        List<JsonNode> all = new ArrayList<>();
        URI page = sessions();
        while (true) {
            Http.Answer answer = Http.get(page, analyst);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            answer.json().path("items").forEach(all::add);
            JsonNode next = answer.json().path("next");
            if (next.isNull() || next.isMissingNode()) return all;
            page = URI.create(sessions() + "&cursor=" + next.stringValue());
        }
    }

    private int began() {
        return (int)
                facts().stream().filter(VoiceChange.Joined.class::isInstance).count();
    }

    private int ended() {
        return (int) facts().stream().filter(VoiceChange.Left.class::isInstance).count();
    }

    private List<VoiceChange> facts() {
        return Facts.all(stack.topics()).stream()
                .filter(fact -> fact.guild().equals(guild.id()))
                .toList();
    }
}
