package dev.earshot.projector.streams;

import static dev.earshot.projector.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.kafka.VoiceKafka;
import dev.earshot.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crashes, restarts and outages against a real Kafka. */
class CrashIT {
    private static final Duration FIRST_CHANGE = Duration.ofSeconds(5);

    @TempDir
    Path state;

    private KafkaServer kafka;
    private VoiceKafka voice;
    private StreamsFixture streams;

    // The threads that a test kills die of an exception nobody catches, which is what is asked of them.
    @BeforeAll
    static void letThreadsDie() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void watchThreadsAgain() {
        Awaitility.catchUncaughtExceptionsByDefault();
    }

    @BeforeEach
    void start() {
        kafka = KafkaServer.start();
        voice = new VoiceKafka(kafka.bootstrapServers(), StreamsFixture.PARTITIONS);
        streams = new StreamsFixture(kafka.bootstrapServers(), state);
    }

    @AfterEach
    void stop() {
        streams.close();
        voice.close();
        kafka.close();
    }

    @Test
    void crashed_between_any_two_sends_under_load_it_ends_in_what_the_log_means() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        Random random = new Random(7);
        for (int crash = 0; crash < 8; crash++) {
            streams.clients.dieAfter(1 + random.nextInt(400));
            int before = streams.crashes.get();
            for (int i = 0; i < 250; i++) voice.event(someGuild(random), someEvent(random));
            int expected = before + 1;
            await().atMost(Duration.ofSeconds(30)).until(() -> streams.crashes.get() >= expected);
        }
        awaitWhatTheLogMeans();
        assertThat(streams.count("earshot.projector.repeats")).isPositive();
    }

    @Test
    void after_a_clean_restart_the_first_change_is_seen_within_5_s() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        awaitRow("demo/alice");
        streams.stop();
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        await().atMost(FIRST_CHANGE).until(() -> voice.presence().containsKey("demo/bob"));
    }

    @Test
    void after_a_crash_and_a_restart_the_first_change_is_seen_within_5_s() {
        streams.start(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        awaitRow("demo/alice");
        streams.clients.dieAfter(2);
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.state() == KafkaStreams.State.ERROR);
        streams.start(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        await().atMost(FIRST_CHANGE).until(() -> voice.presence().containsKey("demo/bob"));
        awaitWhatTheLogMeans();
    }

    @Test
    void an_outage_of_kafka_loses_nothing_and_expires_nobody() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        voice.tick(tick(GATEWAY));
        awaitRow("demo/alice");
        kafka.stop();
        streams.jumpedNanos.addAndGet(Duration.ofMinutes(10).toNanos());
        kafka.restart();
        for (int i = 0; i < 5; i++) voice.tick(tick(GATEWAY));
        voice.event(GUILD, joined(BOB, PHONE, LOUNGE));
        await().atMost(Duration.ofSeconds(30)).until(() -> voice.presence().containsKey("demo/bob"));
        assertThat(voice.presence()).containsKeys("demo/alice", "demo/bob");
        assertThat(streams.count("earshot.projector.expiries")).isZero();
    }

    @Test
    void a_ghost_is_expired_through_the_real_log() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        voice.tick(tick(GATEWAY));
        awaitRow("demo/alice");
        // Thirty seconds of the lease clock, two a tick, without waiting for them.
        for (int i = 0; i < 16; i++) {
            double folded = ticksSeen();
            streams.jumpedNanos.addAndGet(Duration.ofSeconds(2).toNanos());
            voice.tick(tick(GATEWAY));
            await().atMost(Duration.ofSeconds(20)).until(() -> ticksSeen() > folded);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !voice.presence().containsKey("demo/alice"));
        assertThat(streams.count("earshot.projector.expiries")).isEqualTo(1);
    }

    @Test
    void a_channel_closed_under_two_thousand_people_is_one_entry_and_no_obstacle() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        for (int i = 0; i < 2_000; i++) {
            voice.eventSoon(GUILD, joined(new UserId("u" + i), new SessionId("s" + i), LOUNGE));
        }
        voice.event(GUILD, new VoiceEvent.ChannelClosed(LOUNGE, 1));
        voice.event(GUILD, joined(ALICE, LAPTOP, MUSIC));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> voice.presence().keySet().equals(Set.of("demo/alice")));
        assertThat(streams.crashes).hasValue(0);
    }

    @Test
    void what_is_committed_is_known_so_that_the_journal_can_forget() {
        streams.start(StreamThreadExceptionResponse.REPLACE_THREAD);
        voice.event(GUILD, joined(ALICE, LAPTOP, LOUNGE));
        int partition = voice.partitionOf(GUILD);
        await().atMost(Duration.ofSeconds(20)).until(() -> streams.offsets.committed("voice.events", partition) == 1);
    }

    private double ticksSeen() {
        return streams.count("earshot.projector.ticks");
    }

    private void awaitRow(String key) {
        await().atMost(Duration.ofSeconds(30)).until(() -> voice.presence().containsKey(key));
    }

    private void awaitWhatTheLogMeans() {
        StraightFold straight = new StraightFold(voice.log());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(byCause(voice.facts())).isEqualTo(straight.facts);
            assertThat(voice.presence()).isEqualTo(straight.presence);
        });
    }

    private static Map<String, VoiceChange> byCause(List<VoiceChange> facts) {
        Map<String, VoiceChange> first = new TreeMap<>();
        for (VoiceChange fact : facts) {
            VoiceChange before = first.putIfAbsent(fact.cause().toString(), fact);
            if (before != null) assertThat(fact).isEqualTo(before);
        }
        return first;
    }

    private static GuildId someGuild(Random random) {
        return new GuildId("g" + random.nextInt(6));
    }

    private static VoiceEvent someEvent(Random random) {
        UserId user = new UserId("u" + random.nextInt(5));
        SessionId session = new SessionId(user + "-s" + random.nextInt(2));
        ChannelId channel = new ChannelId("c" + random.nextInt(2));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> joined(user, session, channel, GATEWAY, 4);
            case 3 -> left(user, session);
            case 4 -> disconnected(user, session, false);
            default -> muted(user, session, random.nextBoolean());
        };
    }
}
