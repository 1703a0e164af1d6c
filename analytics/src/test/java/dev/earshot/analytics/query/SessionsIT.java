package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.MUSIC;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.moved;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SessionsIT {
    private static final String WINDOW = "&from=2026-03-14T00:00:00Z&to=2026-03-15T00:00:00Z";
    private static AskedAnalytics analytics;

    @BeforeAll
    static void begin() {
        analytics = AskedAnalytics.start();
        List<VoiceChange> facts = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Pairs begin in the same millisecond: pages must not lose or repeat one at their edge.
            VoiceChange.Joined call = joined(10 + i, seconds(i / 2), new UserId("u" + i), LOUNGE);
            facts.add(call);
            if (i != 24) facts.add(left(call, 100 + i, seconds(60 + i), EndReason.EXPIRED));
        }
        VoiceChange.Joined wanderer = joined(50, seconds(100));
        facts.add(wanderer);
        facts.add(moved(wanderer, 200, new EndedStay(LOUNGE, seconds(100), seconds(160), 10.5, 3), MUSIC));
        Instant april = Instant.parse("2026-04-01T12:00:00Z");
        VoiceChange.Joined tooLong = joined(300, april);
        facts.add(tooLong);
        facts.add(left(tooLong, 310, april.plusSeconds(86_400), EndReason.LEFT));
        facts.add(new VoiceChange.ClockSetBack(
                new Cause("voice.events", 0, 320, -1), april.plusSeconds(60), DEMO, april.plusSeconds(86_400)));
        VoiceChange.Joined right = joined(330, april.plusSeconds(90));
        facts.add(right);
        facts.add(left(right, 340, april.plusSeconds(200), EndReason.LEFT));
        analytics.topics().changes(facts);
        analytics.awaitRows("analytics.calls", 28);
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @Test
    void pages_of_seven_hold_every_call_once_newest_first() {
        List<String> all = ids(ok("guild=demo&limit=500" + WINDOW));
        assertThat(all).hasSize(26).startsWith("0-50").doesNotHaveDuplicates();
        List<String> paged = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = ok("guild=demo&limit=7&cursor=" + cursor + WINDOW);
            paged.addAll(ids(page));
            cursor = page.get("next").isNull() ? "" : page.get("next").asString();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(4);
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void a_page_that_holds_exactly_the_rest_is_the_last() {
        assertThat(ok("guild=demo&limit=26" + WINDOW).get("next").isNull()).isTrue();
    }

    @Test
    void a_call_is_shown_with_its_stays() {
        JsonNode call = ok("guild=demo&limit=1" + WINDOW).get("items").get(0);
        assertThat(call).isEqualTo(JsonMapper.shared().readTree("""
                {"callId":"0-50","userId":"alice","username":"alice","channelId":"lounge",
                 "began":"2026-03-14T12:01:40.000Z","ended":null,"why":null,"secondsSpoken":10.5,"secondsMuted":3.0,
                 "clockWasAhead":false,"stays":[{"channelId":"lounge","began":"2026-03-14T12:01:40.000Z","ended":"2026-03-14T12:02:40.000Z",
                           "why":"moved","secondsSpoken":10.5,"secondsMuted":3.0},
                          {"channelId":"music","began":"2026-03-14T12:02:40.000Z","ended":null,"why":null,
                           "secondsSpoken":null,"secondsMuted":null}]}"""));
    }

    @Test
    void a_call_of_a_day_that_the_clock_made_so_is_marked() {
        JsonNode calls = ok("guild=demo&from=2026-04-01T00:00:00Z&to=2026-04-02T00:00:00Z")
                .get("items");
        assertThat(calls.valueStream()
                        .map(call -> call.get("callId").asString() + " "
                                + call.get("clockWasAhead").asBoolean()))
                .containsExactly("0-330 false", "0-300 true");
    }

    @Test
    void neighbouring_windows_share_no_call_and_miss_none() {
        List<String> before = ids(ok("guild=demo&limit=500&from=2026-03-14T00:00:00Z&to=2026-03-14T13:00:05%2B01:00"));
        List<String> after = ids(ok("guild=demo&limit=500&from=2026-03-14T12:00:05Z&to=2026-03-15T00:00:00Z"));
        assertThat(before).hasSize(10);
        assertThat(after).hasSize(16).doesNotContainAnyElementsOf(before);
    }

    @Test
    void calls_can_be_asked_for_by_person_channel_and_reason() {
        assertThat(ids(ok("guild=demo&user=u3" + WINDOW))).containsExactly("0-13");
        assertThat(ids(ok("guild=demo&channel=music" + WINDOW))).containsExactly("0-50");
        assertThat(ids(ok("guild=demo&limit=500&why=expired" + WINDOW)))
                .hasSize(24)
                .doesNotContain("0-50", "0-34");
        assertThat(ids(ok("guild=demo&user=u3&channel=lounge&why=expired" + WINDOW)))
                .containsExactly("0-13");
        assertThat(ids(ok("guild=demo&user=u3&channel=music&why=expired" + WINDOW)))
                .isEmpty();
        assertThat(ids(ok("guild=demo&why=left" + WINDOW))).isEmpty();
    }

    @Test
    void without_a_window_it_is_the_last_week_and_another_guild_has_other_calls() {
        assertThat(ids(ok("guild=demo"))).isEmpty();
        assertThat(ids(ok("guild=elsewhere" + WINDOW))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=5                                      | guild
            guild=a/b                                    | guild
            guild=demo&from=yesterday                    | from
            guild=demo&to=2026-03-14                     | to
            guild=demo&from=2026-03-15T00:00:00Z&to=2026-03-14T00:00:00Z | before
            guild=demo&from=2020-03-15T00:00:00Z&to=2026-03-14T00:00:00Z | 366 days
            guild=demo&limit=0                           | 1 to 500
            guild=demo&limit=501                         | 1 to 500
            guild=demo&limit=many                        | 1 to 500
            guild=demo&cursor=%2B%2B                     | cursor
            guild=demo&cursor=aGVsbG8                    | cursor
            guild=demo&to=999999999-12-31T23:59:59Z      | to
            """)
    void nonsense_is_refused_with_a_sentence(String query, String says) {
        assertThat(analytics.refusal("sessions?" + query)).contains(says);
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(call -> call.get("callId").asString())
                .toList();
    }

    private static JsonNode ok(String query) {
        return analytics.ok("sessions?" + query);
    }
}
