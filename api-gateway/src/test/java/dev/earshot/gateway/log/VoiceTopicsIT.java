package dev.earshot.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.TopicsRefused;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How a gateway's start takes what it finds of Kafka. */
class VoiceTopicsIT {
    private static final TopicProperties TWELVE = new TopicProperties(12, 1, true);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_kafka_that_is_not_there_yet_is_waited_for_and_the_log_says_so(@TempDir Path data) {
        int port = Ports.free();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(VoiceTopics.class);
        logger.addAppender(lines);
        try {
            CompletableFuture<VoiceTopics> found =
                    CompletableFuture.supplyAsync(() -> VoiceTopics.await(impatient(port), TWELVE));
            await().atMost(PATIENCE).until(() -> waited(lines) >= 2 || found.isDone());
            assertThat(found).isNotDone();
            try (KafkaServer kafka = KafkaServer.start(data, port)) {
                assertThat(found.join().partitions()).isEqualTo(12);
                assertThat(kafka.bootstrapServers()).endsWith(":" + port);
            }
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void wrong_topics_refuse_the_start_and_name_the_setting() {
        try (KafkaServer kafka = KafkaServer.start()) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            TopicGuard.check(client, new TopicSettings(5, 1, true));
            assertThatThrownBy(() -> VoiceTopics.await(client, TWELVE))
                    .isInstanceOf(TopicsRefused.class)
                    .hasMessageContaining("voice.events has 5 partitions, but earshot.topics.partitions is 12");
        }
    }

    /** A client gives one try up after a minute, which a test need not wait for. */
    private static Map<String, Object> impatient(int port) {
        return Map.of(
                "bootstrap.servers", "127.0.0.1:" + port, "default.api.timeout.ms", 1500, "request.timeout.ms", 1000);
    }

    private static long waited(ListAppender<ILoggingEvent> lines) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getFormattedMessage().startsWith("Waiting for Kafka"))
                .count();
    }
}
