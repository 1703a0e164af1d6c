package dev.earshot.faults;

import static dev.earshot.faults.stack.Guild.LOUNGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Http;
import dev.earshot.faults.stack.Soon;
import dev.earshot.faults.stack.Stack;
import dev.earshot.faults.stack.Tokens;
import dev.earshot.kafka.VoiceRecords;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that nobody can read stand in every topic, right before those of people who go on talking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadableRecordsIT {
    private static final List<String> GARBAGE = List.of("not json", "{}", "[]", "{\"type\":", "\u0000\u0001");
    /** What a newer version might write: well-formed, of a type that nobody here knows. */
    private static final String NEWER = "{\"type\":\"from-a-newer-version\"}";

    private final Stack stack = Stack.running();
    private final Guild guild = stack.guild("unreadable", List.of("alice", "bob"));
    private final Person alice = guild.person("alice");
    private final Person bob = guild.person("bob");
    private final Map<VoiceTopic, List<String>> planted = new EnumMap<>(VoiceTopic.class);
    private final Map<VoiceTopic, List<String>> newer = new EnumMap<>(VoiceTopic.class);

    @BeforeAll
    void somebody_writes_nonsense() {
        Soon.all(List.of(alice.come(), bob.come()));
        Soon.get(alice.join(LOUNGE));
        Soon.get(bob.sees().whenIn("alice", LOUNGE));
        for (VoiceTopic topic : VoiceTopic.values()) {
            planted.put(topic, plant(topic, GARBAGE));
            // A row has no type; to anybody it is a row without its fields.
            if (topic != VoiceTopic.PRESENCE) newer.put(topic, plant(topic, List.of(NEWER)));
        }
    }

    @AfterAll
    void everybody_goes_home() {
        List.of(alice, bob).forEach(Person::close);
    }

    @ParameterizedTest
    @EnumSource(VoiceTopic.class)
    void each_is_in_the_dead_topic_as_it_was_with_its_place_and_a_reason(VoiceTopic topic) {
        Set<String> origins = Set.copyOf(planted.getOrDefault(topic, List.of()));
        await().atMost(Soon.ORDINARY)
                .untilAsserted(() -> assertThat(dead(topic, origins))
                        .isNotEmpty()
                        .satisfies(all -> assertThat(all.stream()
                                        .map(record -> header(record, VoiceRecords.ORIGIN))
                                        .collect(Collectors.toSet()))
                                .isEqualTo(origins)));
        assertThat(dead(topic, origins)).allSatisfy(record -> {
            assertThat(header(record, VoiceRecords.REASON)).isNotBlank();
            assertThat(GARBAGE).contains(new String(record.value(), UTF_8));
        });
    }

    @ParameterizedTest
    @EnumSource(VoiceTopic.class)
    void each_is_counted(VoiceTopic topic) {
        await().atMost(Soon.ORDINARY)
                .untilAsserted(() -> assertThat(counted(topic)).isGreaterThanOrEqualTo(GARBAGE.size()));
    }

    @Test
    void what_a_newer_version_wrote_is_skipped_and_not_set_aside() {
        // Whoever read the nonsense before it has read it too.
        planted.forEach((topic, origins) -> await().atMost(Soon.ORDINARY)
                .until(() -> dead(topic, Set.copyOf(origins)).size() >= origins.size()));
        newer.forEach((topic, origins) ->
                assertThat(dead(topic, Set.copyOf(origins))).as(topic.topic()).isEmpty());
    }

    @Test
    void presence_goes_on() {
        Soon.get(alice.state(true, false));
        Soon.get(bob.sees().whenSeen("alice", seen -> seen.muted()));
        Soon.get(bob.join(LOUNGE));
        // Each socket hears by itself: what one has seen, another may still be waiting for.
        for (Person person : List.of(alice, bob)) {
            Soon.get(person.sees().whenIn("bob", LOUNGE));
            assertThat(person.sees().twin().seats().keySet()).containsExactlyInAnyOrder("alice", "bob");
        }
    }

    @Test
    void facts_go_on_to_the_analysts() {
        String analyst = Tokens.of("analyst", "analyst");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Http.Answer answer = Http.get(
                    stack.gateway()
                            .address()
                            .resolve("/api/analytics/sessions?guild="
                                    + guild.id().value()),
                    analyst);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("alice");
        });
    }

    @Test
    void the_directory_goes_on() {
        Guild later = stack.guild("unreadable-later", List.of("carol"));
        Person carol = later.person("carol");
        Soon.get(carol.come());
        Soon.get(carol.join(LOUNGE));
        Soon.get(carol.sees().whenIn("carol", LOUNGE));
        carol.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> dead(VoiceTopic topic, Set<String> origins) {
        return stack.topics().all(topic.deadTopic()).stream()
                .filter(record -> origins.contains(header(record, VoiceRecords.ORIGIN)))
                .toList();
    }

    private double counted(VoiceTopic topic) {
        return switch (topic) {
            case EVENTS, SIGNALS -> stack.projector().metric("earshot_projector_dead_total", topic.topic());
            case PRESENCE -> stack.gateway().metric("earshot_feed_dead_total");
            case DIRECTORY -> stack.gateway().metric("earshot_directory_faults_total", "unreadable");
            case CHANGES, AUDIT, TELEMETRY -> stack.analytics().metric("earshot_ingest_dead_total", topic.topic());
        };
    }

    private List<String> plant(VoiceTopic topic, List<String> texts) {
        return stack
                .topics()
                .append(texts.stream().map(text -> record(topic, text)).toList())
                .stream()
                .map(at -> at.topic() + "/" + at.partition() + "/" + at.offset())
                .toList();
    }

    private ProducerRecord<byte[], byte[]> record(VoiceTopic topic, String text) {
        String key = topic == VoiceTopic.PRESENCE
                ? guild.id().value() + "/nobody"
                : guild.id().value();
        int partition = GuildPartition.of(guild.id(), Stack.PARTITIONS);
        return new ProducerRecord<>(topic.topic(), partition, key.getBytes(UTF_8), text.getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
