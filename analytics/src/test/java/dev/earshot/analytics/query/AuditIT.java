package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.UserId;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who did what to what, narrowed. */
class AuditIT {
    private static final UserId OLIVE = new UserId("olive");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static AskedAnalytics analytics;

    @BeforeAll
    static void begin() {
        analytics = AskedAnalytics.start();
        FactTopics topics = analytics.topics();
        topics.audit(
                new AuditFact.LoggedIn(NOW, ALICE, "::1", "Alice"),
                new AuditFact.TokenIssued(NOW, ALICE, "::1", DEMO, LOUNGE, LAPTOP),
                new AuditFact.Queried(NOW, OLIVE, "::1", "/api/history/state?guild=demo&at=x", 14),
                new AuditFact.Queried(NOW, OLIVE, "::1", "/api/history/trace?guild=demo&user=alice"),
                new AuditFact.DeadRetried(NOW, OLIVE, "::1", "voice.events.dead/3/7", "voice.events/3/42"));
        analytics.awaitRows("facts.audited", 5);
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @Test
    void by_action() {
        assertThat(actions("&action=queried")).containsExactly("queried", "queried");
        assertThat(actions("&action=dead-retried")).containsExactly("dead-retried");
    }

    @Test
    void by_whoever_did_it() {
        assertThat(actions("&actor=alice")).containsExactlyInAnyOrder("logged-in", "token-issued");
        assertThat(actions("&actor=ali")).isEmpty();
    }

    @Test
    void by_the_channel_it_was_done_to_or_how_a_path_or_name_begins() {
        assertThat(actions("&target=lounge")).containsExactly("token-issued");
        assertThat(actions("&target=loun")).isEmpty();
        assertThat(actions("&target=" + URLEncoder.encode("/api/history/state", UTF_8)))
                .containsExactly("queried");
        assertThat(actions("&target=Ali")).containsExactly("logged-in");
        assertThat(actions("&target=%25")).isEmpty();
        assertThat(actions("&actor=alice&target=" + URLEncoder.encode("/api", UTF_8)))
                .isEmpty();
    }

    @Test
    void a_question_that_was_asked_again_and_again_says_how_often() {
        JsonNode asked = ok("&target=" + URLEncoder.encode("/api/history/state", UTF_8));
        assertThat(asked.at("/items/0/times").asInt()).isEqualTo(14);
    }

    private static List<String> actions(String filter) {
        return ok(filter)
                .get("items")
                .valueStream()
                .map(item -> item.get("action").asString())
                .toList();
    }

    private static JsonNode ok(String filter) {
        return analytics.ok("audit?guild=demo" + filter);
    }
}
