package dev.earshot.projector.history.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.FoldedHistory;
import dev.earshot.projector.history.past.GuildMoment;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folded states as files: whole or not there, and only for the log that they are of. */
class StoredStatesTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC);
    private static final CheckpointPlace PLACE = new CheckpointPlace("log-1", 0, new GuildId("demo"), 0);

    @TempDir
    Path directory;

    private Checkpoints checkpoints() {
        return new Checkpoints(directory, 64 << 20, NOW, 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_state_that_is_stored_and_restored_anywhere_folds_on_the_same(long seed) {
        GuildMoment straight = FoldedHistory.of(seed, 0, 1_000, GuildMoment.beginning(0));
        for (long boundary = 100; boundary < 1_000; boundary += 300) {
            checkpoints().keep(PLACE, FoldedHistory.of(seed, 0, (int) boundary, GuildMoment.beginning(0)));
            GuildMoment restored = requireNonNull(checkpoints().latest(PLACE, -1, boundary + 50));
            assertThat(FoldedHistory.of(seed, (int) boundary, 1_000, restored)).isEqualTo(straight);
        }
    }

    @Test
    void the_latest_that_lies_not_after_is_taken() {
        for (int boundary = 100; boundary <= 300; boundary += 100)
            checkpoints().keep(PLACE, FoldedHistory.of(1, 0, boundary, GuildMoment.beginning(0)));
        assertThat(checkpoints().latest(PLACE, -1, 299))
                .extracting(GuildMoment::next)
                .isEqualTo(200L);
        assertThat(checkpoints().latest(PLACE, -1, 300))
                .extracting(GuildMoment::next)
                .isEqualTo(300L);
        assertThat(checkpoints().latest(PLACE, -1, 99)).isNull();
    }

    @Test
    void another_logs_states_are_not_used() throws Exception {
        checkpoints().keep(PLACE, FoldedHistory.of(1, 0, 100, GuildMoment.beginning(0)));
        CheckpointPlace shorter = new CheckpointPlace("log-1", 0, PLACE.guild(), 7);
        assertThat(checkpoints().latest(shorter, -1, 500)).isNull();
        CheckpointPlace reset = new CheckpointPlace("log-2", 0, PLACE.guild(), 0);
        assertThat(checkpoints().latest(reset, -1, 500)).isNull();
        // Copied to where the other log's would be.
        Path from = files().getFirst();
        Path to = directory.resolve(
                "fold-" + FoldVersion.CURRENT + "-" + CheckpointFile.FORMAT + "/log-2/0/demo/100.state");
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
        assertThat(checkpoints().latest(reset, -1, 500)).isNull();
    }

    @Test
    void a_damaged_state_gives_way_to_the_one_before() throws Exception {
        for (int boundary = 100; boundary <= 200; boundary += 100)
            checkpoints().keep(PLACE, FoldedHistory.of(1, 0, boundary, GuildMoment.beginning(0)));
        Path newest = files().stream()
                .filter(file -> file.endsWith("200.state"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        assertThat(checkpoints().latest(PLACE, -1, 500))
                .extracting(GuildMoment::next)
                .isEqualTo(100L);
    }

    @Test
    void who_was_where_is_read_without_what_is_remembered_of_the_people() throws Exception {
        GuildMoment moment = FoldedHistory.of(1, 0, 100, GuildMoment.beginning(0));
        checkpoints().keep(PLACE, moment);
        List<byte[]> parts = requireNonNull(CheckpointFile.read(files().getFirst(), List::copyOf));
        CheckpointFile.write(files().getFirst(), List.of(parts.getFirst(), new byte[] {1, 2, 3}));
        GuildMoment restored = requireNonNull(checkpoints().latest(PLACE, -1, 500));
        assertThat(restored.presence()).isEqualTo(moment.presence());
        assertThat(restored.people().atMost()).isEqualTo(moment.people().all().size());
        UserId somebody = moment.people().all().keySet().iterator().next();
        assertThatThrownBy(() -> restored.people().of(somebody)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void all_together_stay_within_their_bound() throws Exception {
        Checkpoints small = new Checkpoints(directory, 20_000, NOW, 100);
        for (int boundary = 100; boundary <= 2_000; boundary += 100)
            small.keep(PLACE, FoldedHistory.of(1, 0, boundary, GuildMoment.beginning(0)));
        long bytes = 0;
        for (Path file : files()) bytes += Files.size(file);
        assertThat(bytes).isBetween(1L, 20_000L);
    }

    @Test
    void a_directory_that_cannot_be_made_costs_nothing_but_time() throws Exception {
        Path taken = Files.writeString(directory.resolve("taken"), "a file");
        Checkpoints nowhere = new Checkpoints(taken, 20_000, NOW, 100);
        nowhere.keep(PLACE, FoldedHistory.of(1, 0, 100, GuildMoment.beginning(0)));
        assertThat(nowhere.latest(PLACE, -1, 500)).isNull();
    }

    @Test
    void counts_by_the_second_come_back_as_they_were() {
        SecondCounts counts = new SecondCounts();
        counts.add(10, 0);
        counts.add(10, 2);
        counts.add(12, 1);
        checkpoints().keep(PLACE, 100, counts);
        assertThat(checkpoints().seconds(PLACE, 100))
                .containsExactly(new SecondCounts.Second(10, 2, 2), new SecondCounts.Second(12, 1, 1));
        assertThat(checkpoints().seconds(PLACE, 200)).isNull();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
