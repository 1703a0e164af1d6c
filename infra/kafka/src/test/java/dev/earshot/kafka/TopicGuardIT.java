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
import org.apache.kafka.clients.admin.NewTopic;
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
        set("voice.events", "retention.ms", "604800000");
        // The broker learns of it from its controller, a moment later.
        await().until(() -> setting("voice.events", "retention.ms").equals("604800000"));
        assertThatThrownBy(() -> TopicGuard.check(admin, CREATE))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageStartingWith("voice.events has retention.ms=604800000 and needs -1");
    }

    @Test
    void
            topics_that_take_their_writers_stamp_are_altered_so_that_the_broker_stamps_and_refused_where_that_is_not_allowed()
                    throws Exception {
        TopicGuard.check(admin, CREATE);
        List<String> ours = List.of("voice.presence", "voice.changes", "voice.events.dead");
        for (String topic : ours) {
            assertThat(setting(topic, "message.timestamp.type")).isEqualTo("LogAppendTime");
            set(topic, "message.timestamp.type", "CreateTime");
            await().until(() -> setting(topic, "message.timestamp.type").equals("CreateTime"));
        }
        assertThatThrownBy(() -> TopicGuard.check(admin, REFUSE))
                .isInstanceOf(TopicsRefused.class)
                .hasMessageContaining(
                        "--alter --topic voice.presence --add-config message.timestamp.type=LogAppendTime");
        TopicGuard.check(admin, CREATE);
        for (String topic : ours)
            assertThat(setting(topic, "message.timestamp.type")).isEqualTo("LogAppendTime");
    }

    @Test
    void a_topic_of_a_services_own_is_held_to_its_settings_once_it_exists() throws Exception {
        Map<String, String> wanted = Map.of("message.timestamp.type", "LogAppendTime");
        TopicGuard.checkIfThere(client(), "some-changelog", wanted, CREATE);
        assertThat(admin.listTopics().names().get()).isEmpty();
        admin.createTopics(List.of(new NewTopic("some-changelog", 3, (short) 1)))
                .all()
                .get();
        await().until(() -> setting("some-changelog", "message.timestamp.type").equals("CreateTime"));
        assertThatThrownBy(() -> TopicGuard.checkIfThere(client(), "some-changelog", wanted, REFUSE))
                .isInstanceOf(TopicsRefused.class);
        TopicGuard.checkIfThere(client(), "some-changelog", wanted, CREATE);
        await().until(() -> setting("some-changelog", "message.timestamp.type").equals("LogAppendTime"));
    }

    @Test
    void services_that_start_together_create_each_topic_once_and_all_pass() {
        CompletableFuture<?>[] services = new CompletableFuture<?>[3];
        for (int i = 0; i < services.length; i++) {
            services[i] = CompletableFuture.runAsync(() -> TopicGuard.check(client(), CREATE));
        }
        assertThatCode(() -> CompletableFuture.allOf(services).join()).doesNotThrowAnyException();
    }

    private void set(String topic, String name, String value) throws Exception {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all()
                .get();
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
