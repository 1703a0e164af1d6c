package dev.earshot.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Changes of the directory over a real Kafka: who wins, and what the log is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryWriterIT {
    private static final UserId ALICE = new UserId("alice");
    private static final ChannelId LOUNGE = new ChannelId("lounge");

    private RunningGateway gateway;
    private GuildId guild;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void a_guild_with_a_channel_and_a_member() {
        guild = new GuildId("guild-" + UUID.randomUUID());
        change(version -> new DirectoryEvent.GuildCreated(version, "Guild"));
        change(version -> new DirectoryEvent.ChannelCreated(version, LOUNGE, "Lounge", ChannelKind.VOICE, 0));
        change(version -> new DirectoryEvent.MemberAdded(version, ALICE));
    }

    @Test
    void a_change_of_a_guild_that_has_changed_since_is_refused_with_a_sentence_and_not_written() {
        long stale = version() - 1;
        DirectoryConflict conflict = catchThrowableOfType(
                DirectoryConflict.class,
                () -> append(new DirectoryEvent.ChannelDeleted(stale, LOUNGE)).block());
        assertThat(conflict.status()).isEqualTo(HttpStatus.PRECONDITION_FAILED);
        assertThat(conflict.code()).isEqualTo("directory-conflict");
        assertThat(conflict.sentence())
                .isEqualTo("Somebody else changed this at the same moment. Look again, then repeat it.");
        assertThat(of(VoiceTopic.DIRECTORY)).hasSize(3);
        assertThat(view().channels()).containsKey(LOUNGE);
        assertThat(log()).isEmpty();
    }

    @Test
    void of_two_changes_at_the_same_moment_one_wins_and_the_other_changes_nothing() {
        long version = version();
        // Both have seen the same version when they write: only the order in Kafka tells which is the first.
        List<Signal<GuildView>> ends = Flux.mergeSequential(
                        append(new DirectoryEvent.ChannelDeleted(version, LOUNGE))
                                .materialize(),
                        append(new DirectoryEvent.MemberRemoved(version, ALICE)).materialize())
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(ends).filteredOn(Signal::hasValue).hasSize(1);
        assertThat(ends)
                .filteredOn(Signal::hasError)
                .singleElement()
                .extracting(Signal::getThrowable)
                .isInstanceOf(DirectoryConflict.class);
        assertThat(version()).isEqualTo(version + 1);
        boolean deleted = ends.getFirst().hasValue();
        assertThat(view().channels().isEmpty()).isEqualTo(deleted);
        assertThat(view().isMember(ALICE)).isEqualTo(deleted);
        assertThat(log())
                .singleElement()
                .isInstanceOf(deleted ? VoiceEvent.ChannelClosed.class : VoiceEvent.MemberRemoved.class);
    }

    @Test
    void a_deleted_channel_is_closed_in_the_log_as_of_its_place_in_the_directory() {
        change(version -> new DirectoryEvent.ChannelDeleted(version, LOUNGE));
        assertThat(log())
                .containsExactly(new VoiceEvent.ChannelClosed(
                        LOUNGE, of(VoiceTopic.DIRECTORY).getLast().offset()));
    }

    @Test
    void a_removed_member_is_removed_in_the_log_as_of_their_place_in_the_directory() {
        change(version -> new DirectoryEvent.MemberRemoved(version, ALICE));
        assertThat(log())
                .containsExactly(new VoiceEvent.MemberRemoved(
                        ALICE, of(VoiceTopic.DIRECTORY).getLast().offset()));
    }

    @Test
    void a_record_in_the_partition_of_another_guild_changes_nothing_and_goes_to_the_dead_topic() {
        String kafka = TestServers.kafka();
        int wrong = (GuildPartition.of(guild, 12) + 1) % 12;
        byte[] key = guild.value().getBytes(StandardCharsets.UTF_8);
        byte[] strayed = RecordCodec.DIRECTORY.encode(new DirectoryEvent.ChannelDeleted(version(), LOUNGE));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(VoiceTopic.DIRECTORY.topic(), wrong, key, strayed));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(LogEnd.read(kafka, VoiceTopic.DIRECTORY.deadTopic()))
                        .anySatisfy(letter -> assertThat(letter.key()).isEqualTo(key)));
        assertThat(view().channels()).containsKey(LOUNGE);
        change(version -> new DirectoryEvent.ChannelDeleted(version, LOUNGE));
        assertThat(view().channels()).doesNotContainKey(LOUNGE);
    }

    private void change(LongFunction<DirectoryEvent> event) {
        append(event.apply(gateway.bean(Directory.class)
                        .guild(guild)
                        .map(GuildView::version)
                        .orElse(0L)))
                .block();
    }

    private Mono<GuildView> append(DirectoryEvent event) {
        return gateway.bean(DirectoryWriter.class).append(guild, event);
    }

    private GuildView view() {
        return gateway.bean(Directory.class).guild(guild).orElseThrow();
    }

    private long version() {
        return view().version();
    }

    private List<VoiceEvent> log() {
        return of(VoiceTopic.EVENTS).stream()
                .map(record -> RecordCodec.EVENTS.decode(record.value()).known().orElseThrow())
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> of(VoiceTopic topic) {
        return LogEnd.read(TestServers.kafka(), topic.topic()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(guild.value()))
                .toList();
    }
}
