package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.calls;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.seconds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.Facts;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that cannot be read or written as they are: none of them stops the ingest. */
class UnreadableIT {
    private FactTopics topics;
    private FactDatabase database;

    @BeforeEach
    void begin() {
        topics = FactTopics.start();
        database = FactDatabase.migrated(TestServers.newDatabase());
    }

    @AfterEach
    void end() {
        topics.close();
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_topic_with_its_reason_and_the_rest_goes_on() {
        topics.raw(VoiceTopic.CHANGES, "{oops");
        topics.raw(VoiceTopic.CHANGES, "{\"type\":\"joined\"}");
        topics.raw(VoiceTopic.AUDIT, "[]");
        topics.changes(joined(1, seconds(0)));
        topics.changes(joined(2, Instant.parse("9999-01-01T00:00:00Z")));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.dead") == 4);
            await().atMost(Duration.ofSeconds(60)).until(() -> database.count("analytics.calls") == 1);
        }
        assertThat(topics.dead(VoiceTopic.AUDIT)).hasSize(1);
        assertThat(topics.dead(VoiceTopic.CHANGES))
                .hasSize(3)
                .allSatisfy(dead ->
                        assertThat(dead.headers().lastHeader("reason").value()).isNotEmpty())
                .first()
                .satisfies(dead -> assertThat(new String(dead.value(), UTF_8)).isEqualTo("{oops"));
    }

    @Test
    void a_record_as_large_as_kafka_takes_does_not_stop_its_partition_though_its_dead_letter_is_larger() {
        int whole = (1 << 20) - 100;
        topics.raw(VoiceTopic.CHANGES, "x".repeat(whole));
        topics.changes(joined(1, seconds(0)));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> database.count("analytics.calls") == 1);
            assertThat(ingest.meter("earshot.ingest.failures")).isZero();
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSizeLessThan(whole);
            assertThat(new String(letter.headers().lastHeader("cut").value(), UTF_8))
                    .contains(whole + " of value", "voice.changes/0/0");
        });
    }

    @Test
    void an_absurd_time_dies_alone_and_neither_partitions_nor_sums_nor_views_break() {
        VoiceChange.Joined tomorrow = joined(11, Instant.now().plus(Duration.ofDays(1)));
        VoiceChange.Joined century = joined(21, Instant.parse("2026-03-14T12:00:00Z"));
        VoiceChange.Joined late = joined(31, Instant.parse("2099-12-31T23:00:00Z"));
        topics.changes(joined(1, Instant.parse("+292278994-08-17T07:12:55.807Z")));
        topics.changes(joined(2, Instant.parse("1970-01-01T00:00:00Z")));
        topics.changes(joined(3, Instant.parse("-292275055-05-16T16:47:04.192Z")));
        topics.changes(joined(4, Instant.parse("2000-01-01T00:00:01Z"), new UserId("ghost"), Facts.LOUNGE));
        topics.changes(century, left(century, 22, Instant.parse("2099-12-31T00:00:00Z"), EndReason.EXPIRED));
        // A stay that ended long before anybody said so.
        topics.changes(left(
                century,
                23,
                Instant.parse("2099-01-01T00:00:00Z"),
                new EndedStay(century.channel(), century.at(), century.at().plusSeconds(9), 0, 0),
                EndReason.EXPIRED));
        topics.changes(tomorrow, left(tomorrow, 12, tomorrow.at().plusSeconds(60), EndReason.LEFT), late);
        topics.changes(calls(101, 3));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.dead") == 5);
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 11);
        }
        long began = System.nanoTime();
        database.rollUp();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        for (String view : database.query(
                "SELECT table_name FROM information_schema.views" + " WHERE table_schema = 'analytics'")) {
            assertThat(database.count("(SELECT * FROM analytics." + view + " LIMIT 100) part"))
                    .as(view)
                    .isNotNegative();
        }
        // Still running, as its end died: from the year 2000 on, but not counted for 26 years.
        assertThat(database.query("SELECT count(*) < 100000 FROM facts.cell WHERE channel_id = '*'"))
                .containsExactly("t");
        assertThat(database.query("SELECT count(*) FROM analytics.minutes WHERE minutes < 0"))
                .containsExactly("0");
    }

    @Test
    void an_unknown_type_is_counted_and_skipped() {
        topics.raw(VoiceTopic.CHANGES, "{\"type\":\"danced\",\"at\":\"2026-03-14T12:00:00Z\"}");
        topics.changes(joined(1, seconds(0)));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> database.count("analytics.calls") == 1);
            assertThat(ingest.counter("earshot.ingest.unknown", "topic", "voice.changes"))
                    .isEqualTo(1);
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).isEmpty();
    }

    @Test
    void a_record_that_postgresql_refuses_dies_alone() {
        // Its index entries would be larger than a page of the index.
        String random = new Random(7)
                .ints(20_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        VoiceChange.Joined huge = joined(5, seconds(5));
        topics.changes(calls(101, 20));
        topics.changes(new VoiceChange.Joined(
                huge.cause(),
                huge.at(),
                huge.guild(),
                huge.user(),
                huge.profile(),
                huge.session(),
                random,
                huge.channel(),
                huge.client()));
        topics.changes(calls(201, 20));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.dead") == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> database.totals().equals("40|40|0|81"));
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).hasSize(1);
    }

    @Test
    void a_name_with_a_zero_in_it_is_kept_as_postgresql_can_keep_it() {
        VoiceChange.Joined call = joined(1, seconds(0));
        topics.changes(new VoiceChange.Joined(
                call.cause(),
                call.at(),
                call.guild(),
                call.user(),
                new Profile("al\0ice 🎧 \u202ex", null),
                call.session(),
                call.callId(),
                call.channel(),
                call.client()));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 1);
        }
        assertThat(database.query("SELECT username FROM analytics.calls")).containsExactly("al\uFFFDice 🎧 \u202ex");
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }
}
