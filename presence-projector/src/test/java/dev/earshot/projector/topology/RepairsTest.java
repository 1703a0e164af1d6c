package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.ALICE;
import static dev.earshot.projector.Cast.BOB;
import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.LAPTOP;
import static dev.earshot.projector.Cast.LOUNGE;
import static dev.earshot.projector.Cast.PHONE;
import static dev.earshot.projector.Cast.joined;
import static dev.earshot.projector.Cast.left;
import static dev.earshot.projector.Cast.tick;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.repair.OpenRepairs;
import dev.earshot.projector.repair.RefusedOutput;
import dev.earshot.projector.repair.RefusedOutputs;
import dev.earshot.projector.repair.Safeguards;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that lost rows, and outputs that Kafka refused, in virtual time. */
class RepairsTest {
    private static final String PRESENCE = VoiceTopic.PRESENCE.topic();

    private final LookedTable table = new LookedTable();
    private final RefusedOutputs refused = new RefusedOutputs();
    private final OpenRepairs open = new OpenRepairs();
    private final Safeguards safeguards = new Safeguards(table, refused, open);
    private Driven driven = new Driven(List.of(), CommittedOffsets.UNKNOWN, safeguards);

    @BeforeEach
    void alice_is_in_the_lounge() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE));
        table.take(driven).look();
        driven.second();
    }

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void a_table_that_was_created_again_gets_a_higher_generation_and_then_every_row() {
        table.topicId = "second";
        emptied();
        looks(2);
        List<TestRecord<byte[], byte[]>> written = driven.written(PRESENCE);
        assertThat(PartitionGeneration.isKey(written.getFirst().key())).isTrue();
        assertThat(generation(written.getFirst())).isEqualTo(1);
        assertThat(keys(written.subList(1, written.size()))).containsExactly("demo/alice");
        assertThat(Driven.header(written.getLast(), PresenceHeaders.REPAIR)).isEqualTo("1");
    }

    @Test
    void whoever_left_while_the_table_was_away_gets_a_tombstone() {
        driven.event(left(ALICE, LAPTOP));
        driven.written(PRESENCE);
        table.end = 0;
        looks(2);
        TestRecord<byte[], byte[]> last = driven.written(PRESENCE).getLast();
        assertThat(new String(last.key(), UTF_8)).isEqualTo("demo/alice");
        assertThat(last.value()).isNull();
        assertThat(Driven.header(last, PresenceHeaders.CHANGE)).isEqualTo("left");
    }

    @Test
    void a_table_that_was_cut_is_repaired_and_then_health_is_green_again() {
        table.first = 1;
        table.rows.clear();
        looks(1);
        assertThat(open.all()).singleElement().satisfies(stuck -> {
            assertThat(stuck.topic()).isEqualTo(PRESENCE);
            assertThat(stuck.reason()).contains("cut");
        });
        looks(1);
        assertThat(open.all()).isNotEmpty();
        table.take(driven);
        looks(2);
        assertThat(table.rows).containsOnlyKeys("demo/alice");
        assertThat(open.all()).isEmpty();
        looks(3);
        assertThat(driven.written(PRESENCE)).isEmpty();
    }

    @Test
    void a_second_repair_has_a_generation_of_its_own_even_if_the_first_is_in_no_table() {
        for (String id : List.of("second", "third")) {
            table.topicId = id;
            emptied();
            looks(2);
            table.take(driven);
        }
        assertThat(table.generation).isEqualTo(2);
    }

    @Test
    void a_repair_that_a_crash_interrupted_is_done_by_the_next_task() {
        table.topicId = "second";
        emptied();
        looks(2);
        // Killed: the changelog has it all, the table nothing.
        driven = restarted();
        looks(1);
        List<TestRecord<byte[], byte[]>> written = driven.written(PRESENCE);
        assertThat(generation(written.getFirst())).isEqualTo(1);
        assertThat(keys(written.subList(1, written.size()))).containsExactly("demo/alice");
    }

    @Test
    void a_start_at_a_table_that_is_whole_writes_nothing() {
        driven = restarted();
        looks(5);
        assertThat(driven.written(PRESENCE)).isEmpty();
        assertThat(open.all()).isEmpty();
    }

    @Test
    void a_row_that_is_missing_at_a_start_is_written_once_two_looks_have_missed_it_and_needs_no_generation() {
        driven = restarted();
        table.rows.clear();
        looks(1);
        assertThat(driven.written(PRESENCE)).isEmpty();
        looks(1);
        assertThat(keys(driven.written(PRESENCE))).containsExactly("demo/alice");
    }

    @Test
    void a_first_start_beside_a_table_that_is_there_already_takes_nobody_out() {
        table.rows.put("demo/bob", table.rows.getOrDefault("demo/alice", new byte[0]));
        driven.close();
        driven = new Driven(List.of(), CommittedOffsets.UNKNOWN, safeguards);
        looks(4);
        assertThat(driven.written(PRESENCE)).isEmpty();
    }

    @Test
    void while_the_table_is_missing_health_says_what_to_do() {
        table.lookInVain("voice.presence does not exist: set earshot.topics.create=true");
        driven.second();
        assertThat(open.all())
                .extracting(Stuck::reason)
                .containsExactly("voice.presence does not exist: set earshot.topics.create=true");
        looks(1);
        assertThat(open.all()).isEmpty();
    }

    @Test
    void a_refused_row_is_a_dead_letter_and_red_for_its_guild_until_the_table_has_it() {
        driven.event(joined(BOB, PHONE, LOUNGE));
        TestRecord<byte[], byte[]> row = driven.written(PRESENCE).getFirst();
        refuse(PRESENCE, row, false);
        driven.second();
        TestRecord<byte[], byte[]> dead =
                driven.written(VoiceTopic.PRESENCE.deadTopic()).getFirst();
        assertThat(dead.value()).isEqualTo(row.value());
        assertThat(Driven.header(dead, VoiceRecords.REASON)).isEqualTo("TooLarge: too large");
        assertThat(Driven.header(dead, VoiceRecords.ORIGIN)).isEqualTo("voice.events/0/1");
        assertThat(open.all()).singleElement().satisfies(stuck -> {
            assertThat(stuck.guild()).isEqualTo("demo");
            assertThat(stuck.topic()).isEqualTo("voice.events");
            assertThat(stuck.offset()).isEqualTo(1);
        });
        // The first attempt is refused too: no second dead letter.
        looks(2);
        refuse(PRESENCE, driven.written(PRESENCE).getLast(), false);
        looks(1);
        assertThat(driven.written(VoiceTopic.PRESENCE.deadTopic())).isEmpty();
        table.take(driven);
        assertThat(table.rows).containsOnlyKeys("demo/alice", "demo/bob");
        looks(1);
        assertThat(open.all()).isEmpty();
        assertThat(table.generation).isZero();
    }

    @Test
    void a_refused_fact_is_a_dead_letter_that_a_retry_can_send() {
        TestRecord<byte[], byte[]> fact =
                driven.written(VoiceTopic.CHANGES.topic()).getFirst();
        refuse(VoiceTopic.CHANGES.topic(), fact, false);
        driven.second();
        TestRecord<byte[], byte[]> dead =
                driven.written(VoiceTopic.CHANGES.deadTopic()).getFirst();
        assertThat(dead.value()).isEqualTo(fact.value());
        assertThat(Driven.header(dead, VoiceRecords.DESTINATION)).isEqualTo("voice.changes/0");
        assertThat(Driven.header(dead, "ce_type")).isEqualTo("joined");
    }

    @Test
    void what_was_refused_only_for_its_neighbours_is_sent_again() {
        TestRecord<byte[], byte[]> fact =
                driven.written(VoiceTopic.CHANGES.topic()).getFirst();
        refuse(VoiceTopic.CHANGES.topic(), fact, true);
        driven.second();
        assertThat(driven.written(VoiceTopic.CHANGES.topic()).getFirst().value())
                .isEqualTo(fact.value());
        assertThat(driven.written(VoiceTopic.CHANGES.deadTopic())).isEmpty();
    }

    @Test
    void a_dead_letter_that_no_topic_takes_goes_without_its_value_and_a_third_one_is_not_sent() {
        driven.raw(VoiceTopic.EVENTS, "demo", "no json".getBytes(UTF_8));
        String topic = VoiceTopic.EVENTS.deadTopic();
        TestRecord<byte[], byte[]> dead = driven.written(topic).getFirst();
        refuse(topic, dead, false);
        driven.second();
        TestRecord<byte[], byte[]> bare = driven.written(topic).getFirst();
        assertThat(bare.value()).isEmpty();
        assertThat(Driven.header(bare, DeadLetters.CUT)).contains("7 bytes");
        assertThat(Driven.header(bare, VoiceRecords.ORIGIN)).isEqualTo("voice.events/0/1");
        refuse(topic, bare, false);
        driven.second();
        assertThat(driven.written(topic)).isEmpty();
        assertThat(driven.count("earshot.projector.dead.lost")).isEqualTo(1);
    }

    @Test
    void a_refused_verdict_is_a_dead_letter_that_a_retry_writes_into_the_log() {
        ticks(16);
        TestRecord<byte[], byte[]> verdict =
                driven.written(VoiceTopic.EVENTS.topic()).getFirst();
        refuse(VoiceTopic.EVENTS.topic(), verdict, false);
        driven.second();
        TestRecord<byte[], byte[]> dead =
                driven.written(VoiceTopic.EVENTS.deadTopic()).getFirst();
        assertThat(dead.value()).isEqualTo(verdict.value());
        assertThat(Driven.header(dead, VoiceRecords.DESTINATION)).isEqualTo("voice.events/0");
    }

    @Test
    void state_that_the_changelog_refused_is_given_to_it_until_it_takes_it() {
        TestRecord<byte[], byte[]> state = driven.changelog().stream()
                .filter(record -> new String(record.key(), UTF_8).equals("u/demo/alice"))
                .findFirst()
                .orElseThrow();
        refuse(Driven.CHANGELOG, state, false);
        driven.second();
        assertThat(open.all()).extracting(Stuck::guild).containsExactly("demo");
        driven.written(Driven.CHANGELOG);
        looks(1);
        assertThat(keys(driven.written(Driven.CHANGELOG))).contains("u/demo/alice");
        assertThat(open.all()).isNotEmpty();
        looks(1);
        assertThat(open.all()).isEmpty();
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) driven.after(Duration.ofSeconds(2)).signal(tick(GATEWAY));
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            table.look();
            driven.second();
        }
    }

    private void emptied() {
        table.rows.clear();
        table.end = 0;
        table.generation = 0;
    }

    private Driven restarted() {
        List<TestRecord<byte[], byte[]>> changelog = driven.changelog();
        driven.close();
        return new Driven(changelog, CommittedOffsets.UNKNOWN, safeguards);
    }

    private void refuse(String topic, TestRecord<byte[], byte[]> record, boolean bystander) {
        refused.add(
                0,
                new RefusedOutput(
                        topic,
                        0,
                        record.key(),
                        record.value(),
                        new RecordHeaders(record.headers()),
                        0,
                        "voice.events/0/1",
                        "TooLarge",
                        "TooLarge: too large",
                        bystander));
    }

    private static long generation(TestRecord<byte[], byte[]> record) {
        return RecordCodec.GENERATIONS
                .decode(record.value())
                .known()
                .map(PartitionGeneration::generation)
                .orElse(0L);
    }

    private static List<String> keys(List<TestRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> new String(record.key(), UTF_8)).toList();
    }
}
