package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.GUILD;
import static dev.earshot.projector.Cast.OTHER_GUILD;
import static dev.earshot.projector.Cast.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked, the answer is the same with checkpoints, without, and with ones that are no good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointsIT {
    private static final Clock NOW = Clock.fixed(PastLog.NOW, ZoneOffset.UTC);
    private static final long MUCH = 64L << 20;
    private static final int LENGTH = 1_500;
    private static final long INTERVAL = 100;

    private PastLog log;
    private TimeMachine plain;
    private Instant end;

    @BeforeAll
    void two_random_guilds_in_one_log() throws Exception {
        log = new PastLog();
        plain = log.machine();
        end = START;
        List<SomeHistory.Happened> other = SomeHistory.of(99, LENGTH);
        List<SomeHistory.Happened> ours = SomeHistory.of(7, LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            log.event(GUILD, ours.get(i).event(), ours.get(i).appended());
            if (i % 3 == 0)
                log.event(neighbour(), other.get(i).event(), ours.get(i).appended());
            if (i % 200 == 0)
                log.raw(
                        VoiceTopic.EVENTS,
                        GUILD,
                        GUILD.value(),
                        "?".getBytes(StandardCharsets.UTF_8),
                        ours.get(i).appended());
            end = ours.get(i).appended();
        }
        log.written();
    }

    /** Another guild in the same partition. */
    private GuildId neighbour() {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> new GuildId("neighbour-" + i))
                .filter(guild -> log.partition(guild) == log.partition(GUILD))
                .findFirst()
                .orElse(OTHER_GUILD);
    }

    @AfterAll
    void close() {
        plain.close();
        log.close();
    }

    private TimeMachine machine(Path directory, long bytes) {
        return new TimeMachine(HistorySettings.of(log.client()), new Checkpoints(directory, bytes, NOW, INTERVAL), NOW);
    }

    private void assertSameAnswers(TimeMachine machine, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            Instant one = moment(random);
            Instant other = moment(random);
            Instant from = one.isBefore(other) ? one : other;
            Instant to = one.isBefore(other) ? other : one;
            UserId user = new UserId("u" + random.nextInt(6));
            assertThat(shown(machine.state(GUILD, one, Asker.PROGRAM)))
                    .isEqualTo(shown(plain.state(GUILD, one, Asker.PROGRAM)));
            assertThat(machine.diff(GUILD, from, to, Asker.PROGRAM))
                    .isEqualTo(plain.diff(GUILD, from, to, Asker.PROGRAM));
            assertThat(machine.trace(GUILD, user, from, to, Asker.PROGRAM))
                    .isEqualTo(plain.trace(GUILD, user, from, to, Asker.PROGRAM));
            assertThat(machine.explain(GUILD, user, one, Asker.PROGRAM))
                    .isEqualTo(plain.explain(GUILD, user, one, Asker.PROGRAM));
            assertThat(machine.density(GUILD, from, to, 37, Asker.PROGRAM))
                    .isEqualTo(plain.density(GUILD, from, to, 37, Asker.PROGRAM));
        }
    }

    private Instant moment(Random random) {
        long millis = end.toEpochMilli() - START.toEpochMilli();
        return START.plusMillis((long) (random.nextDouble() * millis));
    }

    // How an answer came about may differ, and nothing else.
    private static Object shown(StateAnswer state) {
        return List.of(String.valueOf(state.asOf()), state.channels(), state.speechKnown(), state.notes());
    }

    @Test
    void every_answer_is_the_same_with_checkpoints(@TempDir Path directory) throws Exception {
        try (TimeMachine machine = machine(directory, MUCH)) {
            assertSameAnswers(machine, 1);
            assertThat(files(directory)).isNotEmpty();
            assertThat(machine.state(GUILD, end, Asker.PROGRAM).fromCheckpoint())
                    .isTrue();
        }
    }

    @Test
    void a_moment_near_one_that_was_looked_at_folds_only_what_lies_between(@TempDir Path directory) {
        try (TimeMachine machine = machine(directory, MUCH)) {
            StateAnswer before = machine.state(GUILD, end.minusSeconds(5), Asker.PROGRAM);
            StateAnswer after = machine.state(GUILD, end, Asker.PROGRAM);
            assertThat(after.eventsFolded()).isEqualTo(between(before, after));
            assertThat(machine.state(GUILD, end, Asker.PROGRAM).eventsFolded()).isZero();
        }
    }

    // With the guild beside it in the partition, offsets are more than events.
    private long between(StateAnswer before, StateAnswer after) {
        return plain.state(GUILD, after.at(), Asker.PROGRAM).eventsFolded()
                - plain.state(GUILD, before.at(), Asker.PROGRAM).eventsFolded();
    }

    @Test
    void two_who_ask_at_the_same_time_fold_the_log_once_between_them(@TempDir Path directory) throws Exception {
        long events = plain.state(GUILD, end, Asker.PROGRAM).eventsFolded();
        try (TimeMachine machine = machine(directory, MUCH);
                ExecutorService askers = Executors.newFixedThreadPool(2)) {
            Callable<StateAnswer> question = () -> machine.state(GUILD, end, Asker.PROGRAM);
            List<Future<StateAnswer>> answers = askers.invokeAll(List.of(question, question));
            StateAnswer one = answers.getFirst().get();
            StateAnswer other = answers.getLast().get();
            assertThat(one.eventsFolded() + other.eventsFolded()).isEqualTo(events);
            assertThat(shown(one)).isEqualTo(shown(other));
        }
    }

    @Test
    void what_was_once_looked_at_is_kept_up_and_nothing_else(@TempDir Path directory) throws Exception {
        try (TimeMachine machine = machine(directory, MUCH)) {
            assertThat(machine.keepUp()).as("nobody has looked at anything").isZero();
            machine.state(GUILD, START.plus(Duration.between(START, end).dividedBy(3)), Asker.PROGRAM);
        }
        try (TimeMachine later = machine(directory, MUCH)) {
            assertThat(later.keepUp()).isOne();
            assertThat(later.keepUp()).as("nothing has happened since").isZero();
        }
        // One that has nothing in memory.
        try (TimeMachine machine = machine(directory, MUCH)) {
            StateAnswer last = machine.state(GUILD, end, Asker.PROGRAM);
            assertThat(last.eventsFolded()).isLessThan(INTERVAL);
            assertThat(shown(last)).isEqualTo(shown(plain.state(GUILD, end, Asker.PROGRAM)));
        }
        assertThat(files(directory))
                .noneMatch(file -> file.toString().contains(neighbour().value()));
    }

    @Test
    void damaged_and_foreign_files_are_as_good_as_none(@TempDir Path directory) throws Exception {
        try (TimeMachine machine = machine(directory, MUCH)) {
            machine.state(GUILD, end, Asker.PROGRAM);
            machine.density(GUILD, START, end, 10, Asker.PROGRAM);
        }
        List<Path> files = files(directory);
        for (int i = 0; i < files.size(); i++) damage(files, i);
        // One that has nothing in memory.
        try (TimeMachine machine = machine(directory, MUCH)) {
            assertSameAnswers(machine, 2);
        }
    }

    private static void damage(List<Path> files, int i) throws IOException {
        Path file = files.get(i);
        byte[] bytes = Files.readAllBytes(file);
        switch (i % 5) {
            case 0 -> Files.write(file, "not a checkpoint".getBytes(StandardCharsets.UTF_8));
            case 1 -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case 2 -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
            case 3 -> Files.write(file, new byte[0]);
            // Another offset's, under this one's name.
            default -> Files.write(file, Files.readAllBytes(files.get(Math.max(0, i - 5))));
        }
    }

    @Test
    void checkpoints_stay_within_their_bound(@TempDir Path directory) throws Exception {
        long bound = 20_000;
        try (TimeMachine machine = machine(directory, bound)) {
            assertSameAnswers(machine, 3);
        }
        long bytes = 0;
        for (Path file : files(directory)) bytes += Files.size(file);
        assertThat(bytes).isBetween(1L, bound);
    }

    @Test
    void a_directory_that_cannot_be_written_costs_nothing_but_time(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("taken"), "a file where a directory should be");
        try (TimeMachine machine = machine(file, MUCH)) {
            assertSameAnswers(machine, 4);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
