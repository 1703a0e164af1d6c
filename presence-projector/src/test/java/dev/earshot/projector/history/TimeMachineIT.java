package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An afternoon of one guild, looked at from many moments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeMachineIT {
    private static final SessionId BOBS = new SessionId("bobs");
    private static final Instant END = at(600);

    private PastLog log;
    private TimeMachine machine;

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    @BeforeAll
    void an_afternoon() throws Exception {
        log = new PastLog();
        machine = log.machine();
        log.event(GUILD, joined(ALICE, LAPTOP, LOUNGE), at(0));
        log.event(OTHER_GUILD, joined(BOB, PHONE, MUSIC), at(5));
        log.event(GUILD, joined(BOB, BOBS, LOUNGE), at(10));
        log.event(GUILD, muted(ALICE, LAPTOP, true), at(20));
        log.event(GUILD, new VoiceEvent.Moderated(BOB, ALICE, new Moderation(true, false)), at(30));
        log.raw(VoiceTopic.EVENTS, GUILD, "demo", "{\"type\":\"waved\"}".getBytes(StandardCharsets.UTF_8), at(35));
        log.raw(VoiceTopic.EVENTS, GUILD, "demo", "not JSON".getBytes(StandardCharsets.UTF_8), at(36));
        log.event(GUILD, joined(ALICE, PHONE, MUSIC), at(40));
        log.event(GUILD, left(ALICE, LAPTOP), at(50));
        log.event(GUILD, new VoiceEvent.Expired(BOB, BOBS, at(70), 100), at(101));
        log.event(GUILD, left(ALICE, PHONE), at(300));
        log.written();
    }

    @AfterAll
    void close() {
        machine.close();
        log.close();
    }

    private StateAnswer state(int seconds) {
        return machine.state(GUILD, at(seconds), Asker.PROGRAM);
    }

    @Test
    void a_moment_holds_what_was_appended_up_to_it_and_nothing_later() {
        assertThat(people(state(9))).containsExactly("alice in lounge");
        assertThat(people(state(10))).containsExactly("alice in lounge", "bob in lounge");
        assertThat(people(state(45))).containsExactly("bob in lounge", "alice in music");
        assertThat(people(state(301))).isEmpty();
    }

    @Test
    void a_person_is_shown_as_they_were() {
        Participant alice = in(LOUNGE, state(25)).getFirst();
        assertThat(alice.muted()).isTrue();
        assertThat(alice.gatewayId()).isEqualTo(GATEWAY);
        assertThat(alice.client()).isEqualTo("test");
        assertThat(alice.joinedAt()).isEqualTo(at(0));
        Participant bob = in(LOUNGE, state(31)).get(1);
        assertThat(bob.serverMuted()).isTrue();
        assertThat(bob.muted()).isFalse();
    }

    @Test
    void a_trace_says_what_each_event_did_or_by_which_rule_nothing() {
        TraceAnswer trace = machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        assertThat(trace.items().stream().map(entry -> entry.effect().sentence()))
                .containsExactly(
                        "Joined lounge",
                        "Muted, audio on",
                        "Joined music instead of lounge with another session: phone replaced laptop",
                        "Ignored: this session had been replaced at 14:00:40 UTC by session phone",
                        "Left music");
        Entry late = trace.items().get(3);
        assertThat(late.effect().changed()).isFalse();
        assertThat(late.effect().rule()).isEqualTo("old-session");
        assertThat(late.gatewayId()).isEqualTo(GATEWAY);
        assertThat(late.client()).isEqualTo("test");
        assertThat(late.time()).isEqualTo(at(50));
        assertThat(trace.notes())
                .contains(
                        "1 unreadable record was passed over, as it was live; see the dead records.",
                        "1 newer record was passed over: this version does not know their type.");
    }

    @Test
    void a_gateways_clock_changes_nothing() {
        assertThat(state(-100).asOf()).isNull();
        assertThat(machine.state(GUILD, PastLog.WRONG_CLOCK, Asker.PROGRAM).channels())
                .isEmpty();
        assertThat(machine.log(GUILD).first()).isEqualTo(at(0));
    }

    @Test
    void no_answer_holds_a_resume_hash() {
        TraceAnswer trace = machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        assertThat(trace.items()).noneMatch(entry -> entry.event().has("resumeHash"));
        assertThat(trace.items().getFirst().event().get("channel").asString()).isEqualTo("lounge");
    }

    @Test
    void a_difference_comes_with_the_events_that_made_it() {
        DiffAnswer diff = machine.diff(GUILD, at(15), at(120), Asker.PROGRAM);
        assertThat(diff.changes()).hasSize(2);
        DiffAnswer.Changed alice = diff.changes().getFirst();
        assertThat(requireNonNull(alice.before()).channelId()).isEqualTo(LOUNGE);
        assertThat(requireNonNull(alice.after()).channelId()).isEqualTo(MUSIC);
        assertThat(alice.causes().stream().map(Entry::time)).containsExactly(at(40));
        DiffAnswer.Changed bob = diff.changes().get(1);
        assertThat(bob.after()).isNull();
        assertThat(bob.causes().getFirst().effect().sentence())
                .isEqualTo("Expired: gone from lounge, last heard at 14:01:10 UTC");
    }

    @Test
    void nothing_differs_where_nothing_happened() {
        assertThat(machine.diff(GUILD, at(400), at(500), Asker.PROGRAM).changes())
                .isEmpty();
    }

    @Test
    void whatever_was_shown_is_explained_by_its_event() {
        ExplainAnswer why = machine.explain(GUILD, BOB, at(60), Asker.PROGRAM);
        assertThat(cause(why, "channelId").time()).isEqualTo(at(10));
        assertThat(cause(why, "serverMuted").time()).isEqualTo(at(30));
        assertThat(cause(why, "serverMuted").effect().sentence()).isEqualTo("Muted for everybody, by alice");
        assertThat(why.sentence())
                .isEqualTo("bob was in lounge, unmuted, muted for everybody. They came by: Joined lounge.");
    }

    @Test
    void an_absence_is_explained_by_what_ended_the_presence() {
        ExplainAnswer why = machine.explain(GUILD, BOB, at(200), Asker.PROGRAM);
        assertThat(why.shown()).isNull();
        assertThat(why.sentence())
                .isEqualTo("bob was in no channel: Expired: gone from lounge, last heard at 14:01:10 UTC.");
        assertThat(why.because().getFirst().cause().type()).isEqualTo("expired");
    }

    @Test
    void pages_of_events_join_without_a_gap() {
        List<Long> offsets = new ArrayList<>();
        String cursor = null;
        do {
            EventsAnswer page =
                    machine.events(new EventsQuestion(GUILD, at(0), END, null, null, cursor, 3), Asker.PROGRAM);
            page.items().forEach(entry -> offsets.add(entry.offset()));
            cursor = page.next();
        } while (cursor != null);
        EventsAnswer whole =
                machine.events(new EventsQuestion(GUILD, at(0), END, null, null, null, 100), Asker.PROGRAM);
        assertThat(offsets).isEqualTo(whole.items().stream().map(Entry::offset).toList());
        assertThat(offsets).hasSize(8).isSorted();
    }

    @Test
    void a_channels_events_are_those_that_touch_it() {
        EventsAnswer music =
                machine.events(new EventsQuestion(GUILD, at(0), END, null, MUSIC, null, 100), Asker.PROGRAM);
        assertThat(music.items().stream().map(Entry::time)).containsExactly(at(40), at(50), at(300));
    }

    @Test
    void density_counts_events_and_departures_by_time() {
        var density = machine.density(GUILD, at(0), at(120), 4, Asker.PROGRAM);
        assertThat(density.bucketMs()).isEqualTo(30_000);
        assertThat(density.counts()).containsExactly(3, 3, 0, 1);
        assertThat(density.departures()).containsExactly(0, 0, 0, 1);
    }

    @Test
    void a_time_before_the_log_is_said_to_be_so() {
        StateAnswer state = state(-100);
        assertThat(state.channels()).isEmpty();
        assertThat(state.asOf()).isNull();
        assertThat(state.notes())
                .contains("The log begins at 2026-01-01T14:00:00Z: nothing is known of earlier times.")
                .contains("No event of this guild was appended up to then.");
    }

    @Test
    void a_time_still_to_come_is_said_to_be_so() {
        StateAnswer state = machine.state(GUILD, PastLog.NOW.plusSeconds(60), Asker.PROGRAM);
        assertThat(state.notes()).anyMatch(note -> note.startsWith("That time is still to come"));
        assertThat(requireNonNull(state.asOf()).time()).isEqualTo(at(300));
        assertThat(machine.state(GUILD, Instant.MAX, Asker.PROGRAM).channels()).isEmpty();
        assertThat(machine.state(GUILD, Instant.MIN, Asker.PROGRAM).channels()).isEmpty();
    }

    @Test
    void a_guild_without_events_is_empty_and_says_why() {
        GuildId nobody = new GuildId("nobody");
        StateAnswer state = machine.state(nobody, END, Asker.PROGRAM);
        assertThat(state.channels()).isEmpty();
        assertThat(state.notes()).isNotEmpty();
        assertThat(machine.log(nobody).nextOffset()).isNotNegative();
    }

    @Test
    void nothing_in_kafka_is_touched_by_any_question() throws Exception {
        Map<String, Object> before = everything();
        machine.log(GUILD);
        machine.state(GUILD, END, Asker.PROGRAM);
        machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        machine.diff(GUILD, at(0), END, Asker.PROGRAM);
        machine.explain(GUILD, ALICE, at(60), Asker.PROGRAM);
        machine.events(new EventsQuestion(GUILD, at(0), END, null, null, null, 100), Asker.PROGRAM);
        machine.density(GUILD, at(0), END, 10, Asker.PROGRAM);
        machine.verify(null, Asker.PROGRAM);
        assertThat(everything()).isEqualTo(before);
    }

    private Map<String, Object> everything() throws Exception {
        try (Admin admin = log.admin()) {
            Map<String, Object> all = new TreeMap<>();
            all.put("topics", new java.util.TreeSet<>(admin.listTopics().names().get()));
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(group -> group.groupId())
                    .sorted()
                    .toList();
            all.put("groups", groups);
            for (String topic : admin.listTopics().names().get()) {
                for (int p = 0; p < PastLog.PARTITIONS; p++) {
                    TopicPartition partition = new TopicPartition(topic, p);
                    all.put(
                            partition.toString(),
                            admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                    .partitionResult(partition)
                                    .get()
                                    .offset());
                }
            }
            return all;
        }
    }

    private static Entry cause(ExplainAnswer why, String what) {
        return why.because().stream()
                .filter(one -> one.what().equals(what))
                .findFirst()
                .orElseThrow()
                .cause();
    }

    private static List<Participant> in(ChannelId channel, StateAnswer state) {
        return state.channels().getOrDefault(channel, List.of());
    }

    private static List<String> people(StateAnswer state) {
        return state.channels().values().stream()
                .flatMap(List::stream)
                .flatMap(person -> Stream.of(person.userId() + " in " + person.channelId()))
                .toList();
    }
}
