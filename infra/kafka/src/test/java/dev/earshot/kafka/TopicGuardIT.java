package dev.earshot.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.servers.KafkaServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicGuardIT {
    private static final TopicSettings CREATE = new TopicSettings(3, 1, true);
    private static final TopicSettings REFUSE = new TopicSettings(3, 1, false);

    private KafkaServer kafka;
    private Admin admin;

    @BeforeEach
    void start() {
        kafka = KafkaServer.start();
        admin = Admin.create(client());
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void what_is_missing_is_created_as_the_catalogue_says_and_then_found_right() throws Exception {
        TopicGuard.check(admin, CREATE);
        assertThatCode(() -> TopicGuard.check(admin, REFUSE)).doesNotThrowAnyException();
        Set<String> names = admin.listTopics().names().get();
        for (VoiceTopic topic : VoiceTopic.values()) {
            assertThat(names).contains(topic.topic(), topic.deadTopic());
        }
    }

    @Test
    void without_leave_to_create_a_missing_topic_is_refused_by_name_and_nothing_is_created() throws Exception {
        assertThatThrownBy(() -> TopicGuard.check(admin, REFUSE))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageContaining("voice.events does not exist")
                .hasMessageContaining("earshot.topics.create=true");
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    @Test
    void a_retention_changed_behind_our_back_is_refused_by_name() throws Exception {
        TopicGuard.check(admin, CREATE);
        ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, VoiceTopic.EVENTS.topic());
        AlterConfigOp week = new AlterConfigOp(new ConfigEntry("retention.ms", "604800000"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(events, List.of(week))).all().get();
        // The broker learns of it from its controller, a moment later.
        await().until(() -> retention(events).equals("604800000"));
        assertThatThrownBy(() -> TopicGuard.check(admin, CREATE))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageStartingWith("voice.events has retention.ms=604800000 and needs -1");
    }

    @Test
    void services_that_start_together_create_each_topic_once_and_all_pass() {
        CompletableFuture<?>[] services = new CompletableFuture<?>[3];
        for (int i = 0; i < services.length; i++) {
            services[i] = CompletableFuture.runAsync(() -> TopicGuard.check(client(), CREATE));
        }
        assertThatCode(() -> CompletableFuture.allOf(services).join()).doesNotThrowAnyException();
    }

    private String retention(ConfigResource topic) throws Exception {
        Config config =
                requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));
        return config.get("retention.ms").value();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
