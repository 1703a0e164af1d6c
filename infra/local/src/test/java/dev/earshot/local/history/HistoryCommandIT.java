package dev.earshot.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.servers.KafkaLogin;
import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator asks after two people talked and one was cut off, against a real Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryCommandIT {
    private static final GuildId DEMO = new GuildId("demo");
    private static final ChannelId LOUNGE = new ChannelId("lounge");
    private static final Instant LAST_HEARD = Instant.parse("2026-11-25T14:03:22Z");

    private KafkaServer kafka;
    private Instant beforeTheEnd = Instant.EPOCH;

    private record Said(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @BeforeAll
    void twoPeopleTalkedAndOneWasCutOff() throws Exception {
        kafka = KafkaServer.start();
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        TopicGuard.check(client, TopicSettings.DEFAULTS);
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            append(producer, joined("ann", "Ann"));
            Instant bobCame = append(producer, joined("bob", "Bob"));
            // The next event must have a later append time than the moment that is asked for.
            while (!Instant.now().isAfter(bobCame.plusMillis(2))) Thread.onSpinWait();
            beforeTheEnd = bobCame.plusMillis(1);
            append(producer, new VoiceEvent.Expired(new UserId("bob"), new SessionId("s-bob"), LAST_HEARD, 7));
        }
        // As if the projector had folded all of it, and had yet forgotten to write any row.
        TopicPartition partition = new TopicPartition(
                VoiceTopic.EVENTS.topic(), GuildPartition.of(DEMO, TopicSettings.DEFAULTS.partitions()));
        try (Admin admin = Admin.create(client)) {
            admin.alterConsumerGroupOffsets(HistorySettings.USUAL_GROUP, Map.of(partition, new OffsetAndMetadata(3)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void state_shows_who_was_there_then_and_now() {
        Said then = history("state", "--guild", "demo", "--at", beforeTheEnd.toString());
        assertThat(then.code()).as(then.err()).isZero();
        assertThat(then.out()).contains("CHANNEL", "lounge", "Ann", "Bob");
        Said now = history("state", "--guild", "demo");
        assertThat(now.out()).contains("Ann").doesNotContain("Bob");
    }

    @Test
    void explain_says_why_the_second_one_vanished() {
        Said why = history("explain", "--guild", "demo", "--user", "bob");
        assertThat(why.code()).as(why.err()).isZero();
        assertThat(why.out()).contains("expired").containsIgnoringCase("last heard");
    }

    @Test
    void trace_and_events_tell_what_came_of_each_event_and_where_it_came_from() {
        Said trace = history("trace", "--guild", "demo", "--user", "bob", "--from", "1 hour ago");
        assertThat(trace.out()).contains("joined", "expired", "g-1", "0.1.0").doesNotContain("ann");
        assertThat(history("events", "--guild", "demo").out()).contains("Ann", "Bob", "Joined lounge");
    }

    @Test
    void diff_names_who_went_and_the_event_that_did_it() {
        Said diff = history("diff", "--guild", "demo", "--from", beforeTheEnd.toString(), "--to", "now");
        assertThat(diff.code()).as(diff.err()).isZero();
        assertThat(diff.out()).contains("Bob (bob): was in lounge", "then in no channel", "expired");
    }

    @Test
    void verify_fails_with_the_rows_that_differ() {
        Said differs = history("verify");
        assertThat(differs.code()).as(differs.err()).isEqualTo(1);
        assertThat(differs.out()).contains("missing", "Ann");
        assertThat(history("verify", "--guild", "nobody").code()).isZero();
    }

    @Test
    void json_is_what_the_http_side_answers() {
        JsonNode state = history("state", "--guild", "demo", "--json").json();
        assertThat(state.path("guild").asString()).isEqualTo("demo");
        assertThat(state.at("/channels/lounge/0/userId").asString()).isEqualTo("ann");
        assertThat(Instant.parse(state.path("at").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(state.toString()).doesNotContain("hush");
    }

    @Test
    void a_question_that_cannot_be_answered_is_told_in_a_sentence_and_by_the_exit_code() {
        Said time = history("state", "--guild", "demo", "--at", "soon");
        assertThat(time.code()).isEqualTo(2);
        assertThat(time.err()).contains("'soon' is no time I know");
        assertThat(history("state", "--guild", "no guild").code()).isEqualTo(2);
        assertThat(history("trace", "--guild", "demo").code()).isEqualTo(2);
        Said nowhere = run(List.of("state", "--guild", "demo"));
        assertThat(nowhere.code()).isEqualTo(3);
        assertThat(nowhere.err()).contains("./earshot up", "--kafka");
    }

    @Test
    void help_names_every_question() {
        assertThat(history("--help").out()).contains("state", "diff", "trace", "explain", "events", "verify");
    }

    @Test
    void a_kafka_that_asks_for_a_password_is_read_with_a_file_of_settings(@TempDir Path directory) throws Exception {
        KafkaLogin login = new KafkaLogin("earshot", "right");
        Path settings = directory.resolve("client.properties");
        Properties file = new Properties();
        file.putAll(login.clientSettings());
        try (Writer out = Files.newBufferedWriter(settings)) {
            file.store(out, null);
        }
        try (KafkaServer guarded = KafkaServer.start(directory.resolve("kafka"), Ports.free(), login)) {
            Map<String, Object> client = new HashMap<>(login.clientSettings());
            client.put("bootstrap.servers", guarded.bootstrapServers());
            TopicGuard.check(client, TopicSettings.DEFAULTS);
            List<String> question = List.of("state", "--guild", "demo", "--kafka", guarded.bootstrapServers());
            List<String> withFile = new ArrayList<>(question);
            withFile.addAll(List.of("--kafka-config", settings.toString()));
            Said answered = run(withFile);
            assertThat(answered.code()).as(answered.err()).isZero();
            assertThat(run(question).code()).isEqualTo(3);
        }
    }

    @Test
    void a_file_of_settings_that_is_not_there_is_a_wrong_question() {
        Said said = history("state", "--guild", "demo", "--kafka-config", "nowhere.properties");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("--kafka-config cannot be read");
    }

    private Said history(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--help")) all.addAll(List.of("--kafka", kafka.bootstrapServers()));
        return run(all);
    }

    private static Said run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        HistoryCommand command =
                new HistoryCommand((Path _) -> Optional.empty(), new Screen(false, 80), Clock.systemDefaultZone());
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private static VoiceEvent joined(String user, String name) {
        return new VoiceEvent.Joined(
                new UserId(user),
                new SessionId("s-" + user),
                new ConnectionId("c-" + user),
                new GatewayId("g-1"),
                LOUNGE,
                25,
                new Profile(name, null),
                false,
                false,
                "hush",
                0,
                null,
                "0.1.0");
    }

    /** @return the append time */
    private static Instant append(KafkaProducer<byte[], byte[]> producer, VoiceEvent event) throws Exception {
        byte[] value = RecordCodec.EVENTS.encode(event);
        CloudEvent attributes = CloudEvent.of("event", "/tests", Instant.now());
        VoiceRecords records = new VoiceRecords(TopicSettings.DEFAULTS.partitions());
        return Instant.ofEpochMilli(producer.send(records.of(VoiceTopic.EVENTS, DEMO, value, attributes))
                .get()
                .timestamp());
    }
}
