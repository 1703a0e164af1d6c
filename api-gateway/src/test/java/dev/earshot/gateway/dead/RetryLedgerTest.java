package dev.earshot.gateway.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.dead.RetryLedger.State;
import dev.earshot.gateway.log.RecordPosition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");
    private static final RecordPosition WRITTEN = new RecordPosition("voice.events", 3, 42);

    @Test
    void a_record_that_nobody_claimed_may_be_written() {
        assertThat(state()).isEqualTo(new State.Untouched());
    }

    @Test
    void of_two_claims_the_first_one_writes() {
        assertThat(state(claim("a", 1), claim("b", 0))).isEqualTo(new State.Running("a"));
    }

    @Test
    void what_was_written_is_written_whatever_was_claimed() {
        assertThat(state(claim("a", 60), claim("b", 1), new RetryMark.Done(7, WRITTEN)))
                .isEqualTo(new State.Written(WRITTEN));
    }

    @Test
    void a_claim_that_nobody_finished_must_be_looked_into_before_anybody_writes() {
        assertThat(state(claim("a", 31), claim("b", 1))).isEqualTo(new State.LeftOff(claim("a", 31)));
    }

    @Test
    void a_claim_that_is_known_to_have_written_nothing_keeps_nobody_out() {
        List<RetryMark> marks = List.of(claim("a", 31), claim("b", 1));
        assertThat(RetryLedger.state(marks, List.of("a"), NOW)).isEqualTo(new State.Running("b"));
    }

    private static State state(RetryMark... marks) {
        return RetryLedger.state(List.of(marks), List.of(), NOW);
    }

    private static RetryMark.Claimed claim(String id, int secondsAgo) {
        return new RetryMark.Claimed(7, id, 40, NOW.minusSeconds(secondsAgo));
    }
}
