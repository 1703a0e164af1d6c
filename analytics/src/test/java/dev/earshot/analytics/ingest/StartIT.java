package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningAnalytics;
import dev.earshot.analytics.testing.Tokens;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is started, by the Kafka that it finds or does not find. */
class StartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_kafka_that_is_not_there_yet_is_waited_for(@TempDir Path data) {
        int port = Ports.free();
        try (RunningAnalytics analytics = RunningAnalytics.start("127.0.0.1:" + port)) {
            HttpResponse<String> waiting = analytics.get("/actuator/health/readiness", Tokens.with("operator"));
            assertThat(waiting.statusCode()).isEqualTo(503);
            assertThat(waiting.body()).contains("Kafka does not answer as it should");
            try (FactTopics topics = FactTopics.on(KafkaServer.start(data, port))) {
                topics.changes(joined(1, seconds(0)));
                await().atMost(PATIENCE).until(() -> analytics.database().count("analytics.calls") == 1);
                await().atMost(PATIENCE)
                        .until(() -> analytics
                                        .get("/actuator/health/readiness", null)
                                        .statusCode()
                                == 200);
            }
        }
    }

    @Test
    void wrong_topics_refuse_the_start_and_name_the_setting() {
        try (KafkaServer kafka = KafkaServer.start()) {
            TopicGuard.check(Map.of("bootstrap.servers", kafka.bootstrapServers()), new TopicSettings(5, 1, true));
            assertThatThrownBy(() -> RunningAnalytics.start(kafka.bootstrapServers()))
                    .rootCause()
                    .hasMessageContaining(
                            "voice.events has 5 partitions, but earshot.topics.partitions is " + FactTopics.PARTITIONS);
        }
    }
}
