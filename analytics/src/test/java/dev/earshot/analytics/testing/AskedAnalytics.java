package dev.earshot.analytics.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.change.VoiceChange;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service beside a Kafka of its own, with these facts in its sums, asked as an analyst asks. */
public final class AskedAnalytics implements AutoCloseable {
    private final FactTopics topics = FactTopics.start();
    private final RunningAnalytics analytics =
            RunningAnalytics.start(topics.server().bootstrapServers());

    /** Returns when all of them are in the sums. */
    public static AskedAnalytics with(List<? extends VoiceChange> facts) {
        AskedAnalytics asked = new AskedAnalytics();
        asked.topics.changes(facts);
        await().atMost(Duration.ofSeconds(90)).until(() -> asked.hasSummed(facts.size()));
        return asked;
    }

    private AskedAnalytics() {}

    private boolean hasSummed(int facts) {
        String read = "SELECT sum(next_offset) FROM facts.offsets WHERE topic = 'voice.changes'";
        return analytics.database().query(read).equals(List.of("" + facts))
                && analytics.database().count("facts.pending") == 0;
    }

    /** The answer's JSON. */
    public JsonNode ok(String path) {
        return answer(200, path);
    }

    /** The same of an answer with this status. */
    public JsonNode answer(int status, String path) {
        HttpResponse<String> answer =
                analytics.get("/api/analytics/" + path.replace("\"", "%22"), Tokens.with("analyst"));
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        analytics.close();
        topics.close();
    }
}
