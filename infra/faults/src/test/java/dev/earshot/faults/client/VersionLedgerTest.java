package dev.earshot.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ledger sees a broken promise whichever frames broke it: a change, or a snapshot after the table was read again. */
class VersionLedgerTest {
    private static final Participant ALICE = new Participant(
            "alice",
            "s",
            "Alice",
            null,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            "2026-11-22T14:05:00Z",
            "live",
            "on");

    private final VersionLedger ledger = new VersionLedger();
    private final PresenceWatch watch = new PresenceWatch("demo", ledger);
    private final PresenceWatch other = new PresenceWatch("demo", ledger);

    @Test
    void a_snapshot_with_another_content_under_the_same_epoch_and_version_is_a_conflict() {
        watch.take(snapshot("topic-1", 60, List.of(ALICE)));
        watch.take(snapshot("topic-1", 60, List.of()));
        assertThat(ledger.conflicts()).hasSize(1);
    }

    @Test
    void so_is_one_that_goes_back_to_a_version_that_somebody_else_has_seen() {
        other.take(snapshot("topic-1", 40, List.of(ALICE)));
        watch.take(snapshot("topic-1", 60, List.of(ALICE)));
        watch.take(snapshot("topic-1", 40, List.of()));
        assertThat(ledger.conflicts()).hasSize(1);
    }

    @Test
    void another_epoch_may_name_another_content_by_the_same_version() {
        watch.take(snapshot("topic-1", 60, List.of(ALICE)));
        watch.take(snapshot("topic.g1-1", 60, List.of()));
        watch.take(snapshot("topic.b60.g1-1", 60, List.of(ALICE)));
        assertThat(ledger.conflicts()).isEmpty();
        assertThat(ledger.size()).isEqualTo(3);
    }

    private static ServerFrame snapshot(String epoch, long version, List<Participant> lounge) {
        return new ServerFrame.UserList("demo", epoch, version, Map.of("lounge", lounge));
    }
}
