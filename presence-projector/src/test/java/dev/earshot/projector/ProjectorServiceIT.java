package dev.earshot.projector;

import static dev.earshot.projector.Cast.ALICE;
import static dev.earshot.projector.Cast.LAPTOP;
import static dev.earshot.projector.Cast.LOUNGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.earshot.projector.kafka.VoiceKafka;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started, against a real Kafka. */
class ProjectorServiceIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path state;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) one.close();
    }

    @Test
    void it_creates_its_topics_is_ready_and_folds() throws Exception {
        KafkaServer kafka = closing(KafkaServer.start());
        start(kafka.bootstrapServers());
        awaitReady();
        VoiceKafka voice = closing(new VoiceKafka(kafka.bootstrapServers(), 3));
        voice.event(Cast.GUILD, Cast.joined(ALICE, LAPTOP, LOUNGE));
        await().atMost(Duration.ofSeconds(20)).until(() -> voice.presence().containsKey("demo/alice"));
        assertThat(get("/actuator/prometheus").body())
                .contains("earshot_projector_folds_total{effect=\"changed\"")
                .contains("kafka_consumer_fetch_manager_records_lag");
        ConfigResource changelog =
                new ConfigResource(ConfigResource.Type.TOPIC, "earshot-projector-presence-changelog");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Config settings = requireNonNull(
                    admin.describeConfigs(List.of(changelog)).all().get().get(changelog));
            assertThat(settings.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        }
    }

    @Test
    void a_table_that_is_gone_and_may_not_be_created_is_named_in_health_with_what_to_do() throws Exception {
        KafkaServer kafka = closing(KafkaServer.start());
        VoiceKafka voice = closing(new VoiceKafka(kafka.bootstrapServers(), 3));
        start(kafka.bootstrapServers(), "--earshot.topics.create=false");
        awaitReady();
        voice.event(Cast.GUILD, Cast.joined(ALICE, LAPTOP, LOUNGE));
        await().atMost(Duration.ofSeconds(20)).until(() -> voice.presence().containsKey("demo/alice"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of("voice.presence")).all().get();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(get("/actuator/health/readiness").body())
                                .contains("\"stuck\"", "\"topic\":\"voice.presence\"", "earshot.topics.create=true"));
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_but_health_and_metrics_is_open() throws Exception {
        KafkaServer kafka = closing(KafkaServer.start());
        start(kafka.bootstrapServers());
        assertThat(get("/actuator/health").statusCode()).isIn(200, 503);
        HttpResponse<String> refused = get("/actuator/metrics");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(get("/anything").statusCode()).isEqualTo(401);
    }

    @Test
    void a_kafka_that_is_not_there_yet_is_waited_for() throws Exception {
        int kafkaPort = Ports.free();
        start("127.0.0.1:" + kafkaPort);
        HttpResponse<String> health = get("/actuator/health/readiness");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("could not be checked");
        closing(KafkaServer.start(state.resolve("kafka"), kafkaPort));
        awaitReady();
    }

    @Test
    void wrong_topics_refuse_the_start_and_name_the_setting() {
        KafkaServer kafka = closing(KafkaServer.start());
        closing(new VoiceKafka(kafka.bootstrapServers(), 5));
        assertThatThrownBy(() -> start(kafka.bootstrapServers()))
                .rootCause()
                .hasMessageContaining("voice.events has 5 partitions, but earshot.topics.partitions is 3");
    }

    private void start(String bootstrap, String... more) {
        SpringApplication application = new SpringApplication(ProjectorApplication.class);
        application.setDefaultProperties(Map.of(
                "spring.main.banner-mode", "off",
                "spring.main.register-shutdown-hook", "false",
                "earshot.topics.partitions", "3",
                "earshot.auth.dev-secret", "a secret of at least thirty-two bytes"));
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=dev",
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + bootstrap,
                "--earshot.topics.partitions=3",
                "--earshot.auth.dev-secret=a secret of at least thirty-two bytes",
                "--spring.kafka.streams.state-dir=" + state.resolve("streams")));
        arguments.addAll(List.of(more));
        ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
        open.add(context);
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }
}
