package dev.earshot.analytics.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.TestServers;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service beside a Kafka of its own, asked as an analyst asks. */
public final class AskedAnalytics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final FactTopics topics = FactTopics.start();
    private final RunningAnalytics analytics;

    private AskedAnalytics(PostgresAddress address) {
        analytics = RunningAnalytics.start(topics.server().bootstrapServers(), address);
    }

    /** Without facts. */
    public static AskedAnalytics start() {
        return start(TestServers.newDatabase());
    }

    /** The same on a database that the test may take away. */
    public static AskedAnalytics start(PostgresAddress address) {
        return new AskedAnalytics(address);
    }

    /** Returns when all of these facts are in the sums. */
    public static AskedAnalytics with(List<? extends VoiceChange> facts) {
        AskedAnalytics asked = start();
        asked.topics.changes(facts);
        await().atMost(PATIENCE).until(() -> asked.hasSummed(facts.size()));
        return asked;
    }

    private boolean hasSummed(int facts) {
        String read = "SELECT sum(next_offset) FROM facts.offsets WHERE topic = 'voice.changes'";
        return database().query(read).equals(List.of("" + facts)) && database().count("facts.pending") == 0;
    }

    /** Where more facts come from. */
    public FactTopics topics() {
        return topics;
    }

    public FactDatabase database() {
        return analytics.database();
    }

    /** Returns when the table or view has so many rows. */
    public void awaitRows(String table, long rows) {
        await().atMost(PATIENCE).until(() -> database().count(table) == rows);
    }

    public HttpResponse<String> get(String path) {
        return analytics.get(url(path), Tokens.with("analyst"));
    }

    /** The answer as it comes; closing it early is going away. */
    public InputStream open(String path) {
        return analytics.open(url(path), Tokens.with("analyst"));
    }

    /** The answer's JSON. */
    public JsonNode ok(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** What is told to whoever asks what cannot be answered. */
    public String refusal(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).as(path).hasValue("application/problem+json");
        return JsonMapper.shared().readTree(answer.body()).get("detail").asString();
    }

    private static String url(String path) {
        return "/api/analytics/" + path.replace("\"", "%22");
    }

    @Override
    public void close() {
        analytics.close();
        topics.close();
    }
}
