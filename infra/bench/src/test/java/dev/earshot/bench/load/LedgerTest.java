package dev.earshot.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int ALICE = 0;
    private static final int BOB = 1;
    /** Two sitters, one toggle a second each: Alice at 0, 1, 2 s …, Bob at 0.5, 1.5 s …; the first two are warm-up. */
    private static final Plan PLAN = new Plan(
            new Crowd(2, 2, "demo", "lounge"), 2, Duration.ofSeconds(1), Duration.ofSeconds(9), Duration.ofSeconds(1));

    private final Tally tally = new Tally();
    private final Ledger ledger = new Ledger(PLAN, tally);

    @Test
    void each_entry_in_turn_is_a_delivery_timed_from_when_the_toggle_was_due() {
        ledger.entry(ALICE, true, millis(1));
        ledger.entry(ALICE, false, millis(1_020));

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
        assertThat(tally.deliveries.getMaxValue()).isBetween(20_000L, 20_020L);
        assertThat(tally.duplicates + tally.skipped).isZero();
    }

    @Test
    void toggles_of_the_warm_up_are_counted_but_not_measured() {
        ledger.entry(ALICE, true, millis(1));
        ledger.entry(BOB, true, millis(501));

        assertThat(tally.deliveries.getTotalCount()).isZero();
    }

    @Test
    void an_entry_that_comes_twice_is_a_duplicate_and_no_delivery() {
        ledger.entry(ALICE, true, millis(1));
        ledger.entry(ALICE, true, millis(2));

        assertThat(tally.duplicates).isEqualTo(1);
        assertThat(tally.skipped).isZero();
    }

    @Test
    void an_entry_that_nobody_can_have_sent_yet_is_a_duplicate() {
        ledger.entry(ALICE, true, millis(1));
        ledger.entry(ALICE, false, millis(2));

        assertThat(tally.duplicates).isEqualTo(1);
    }

    @Test
    void an_entry_that_a_later_one_overtook_for_good_is_lost_and_not_taken_for_the_later_one() {
        ledger.entry(ALICE, true, millis(1));
        ledger.entry(ALICE, true, millis(2_005));

        assertThat(tally.skipped).isEqualTo(1);
        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
        assertThat(tally.deliveries.getMaxValue()).isBetween(5_000L, 5_010L);
    }

    @Test
    void two_people_are_counted_apart() {
        ledger.entry(BOB, true, millis(600));
        ledger.entry(ALICE, true, millis(600));
        ledger.entry(BOB, false, millis(1_600));

        assertThat(tally.deliveries.getTotalCount()).isEqualTo(1);
        assertThat(tally.duplicates + tally.skipped).isZero();
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
