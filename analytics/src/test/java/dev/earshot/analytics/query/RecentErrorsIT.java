package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.VoiceTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Single errors in browsers, with what had been done just before. */
class RecentErrorsIT {
    private static final String QUESTION = "errors/recent?guild=demo";

    private static AskedAnalytics analytics;

    @BeforeAll
    static void begin() {
        analytics = AskedAnalytics.start();
        FactTopics topics = analytics.topics();
        topics.telemetry(
                erred(DEMO, "1.0", ErrorKind.MEDIA, "first", "joining", "audio-connecting"),
                erred(DEMO, "1.0", ErrorKind.MEDIA, "second", "muted"),
                erred(DEMO, "", ErrorKind.RENDER, "third"),
                erred(DEMO, "1.1", ErrorKind.UNCAUGHT, "fourth"),
                erred(new GuildId("elsewhere"), "1.1", ErrorKind.UNCAUGHT, "not of this guild"));
        analytics.awaitRows("facts.client_error", 5);
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @Test
    void an_error_says_where_and_when_it_was_and_what_led_to_it_oldest_first_and_not_whose_it_was() {
        JsonNode error = ok("&by=kind&key=media").at("/items/1");
        assertThat(error.propertyNames())
                .containsExactlyInAnyOrder("at", "channelId", "client", "kind", "message", "breadcrumbs");
        assertThat(error.get("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(error.get("channelId").asString()).isEqualTo("lounge");
        assertThat(error.get("client").asString()).isEqualTo("1.0");
        assertThat(error.get("kind").asString()).isEqualTo("media");
        assertThat(error.get("message").asString()).isEqualTo("first");
        assertThat(error.get("breadcrumbs").valueStream().map(JsonNode::asString))
                .containsExactly("joining", "audio-connecting");
    }

    @Test
    void those_of_a_kind_or_of_a_version_or_of_browsers_that_did_not_say_theirs_newest_first() {
        assertThat(messages(ok(""))).containsExactly("fourth", "third", "second", "first");
        assertThat(messages(ok("&by=kind&key=media"))).containsExactly("second", "first");
        assertThat(messages(ok("&by=client&key=1.1"))).containsExactly("fourth");
        assertThat(messages(ok("&by=client"))).containsExactly("third");
        assertThat(messages(ok("&channel=music"))).isEmpty();
        assertThat(messages(ok("&user=alice"))).hasSize(4);
    }

    @Test
    void every_one_is_on_one_page() {
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ok("&limit=1&cursor=" + cursor);
            read.addAll(messages(page));
            cursor = page.get("next").isNull() ? "" : page.get("next").asString();
        } while (!cursor.isEmpty());
        assertThat(read).containsExactly("fourth", "third", "second", "first");
    }

    @Test
    void what_is_no_question_is_refused_with_a_sentence() {
        assertThat(analytics.refusal(QUESTION + "&by=colour")).contains("kind, client");
        assertThat(analytics.refusal(QUESTION + "&cursor=aGVsbG8")).contains("cursor");
    }

    private static VoiceTelemetry erred(
            GuildId guild, String client, ErrorKind kind, String message, String... breadcrumbs) {
        return new VoiceTelemetry.ClientErred(
                NOON, ALICE, LAPTOP, client, guild, LOUNGE, kind, message, List.of(breadcrumbs));
    }

    private static List<String> messages(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("message").asString())
                .toList();
    }

    private static JsonNode ok(String more) {
        return analytics.ok(QUESTION + more);
    }
}
