package dev.earshot.analytics.fact;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.MUSIC;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.moved;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.analytics.fact.FactRow.StayEnded;
import dev.earshot.analytics.fact.FactRow.StayStarted;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRowsTest {
    private static final VoiceChange.Joined CALL = joined(1, seconds(0));

    @Test
    void a_join_begins_a_stay_and_a_call() {
        assertThat(ChangeRows.of(CALL)).singleElement().isInstanceOfSatisfying(StayStarted.class, row -> {
            assertThat(row.beginsCall()).isTrue();
            assertThat(row.call()).isEqualTo(new FactRow.Call("0-1", seconds(0)));
            assertThat(row.user()).isEqualTo(ALICE);
            assertThat(row.key()).isEqualTo(new FactKey(CALL.cause(), seconds(0)));
        });
    }

    @Test
    void a_move_ends_one_stay_and_begins_the_next_in_the_same_call() {
        EndedStay stay = new EndedStay(LOUNGE, seconds(0), seconds(60), 10.5, 3);
        List<FactRow> rows = ChangeRows.of(moved(CALL, 2, stay, MUSIC));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isInstanceOfSatisfying(StayEnded.class, row -> {
            assertThat(row.stay()).isEqualTo(stay);
            assertThat(row.why()).isEqualTo("moved");
        });
        assertThat(rows.get(1)).isInstanceOfSatisfying(StayStarted.class, row -> {
            assertThat(row.channel()).isEqualTo(MUSIC);
            assertThat(row.beginsCall()).isFalse();
        });
    }

    @Test
    void everything_of_a_call_lies_in_the_month_in_which_it_began() {
        Instant later = Instant.parse("2026-05-01T00:00:00Z");
        EndedStay stay = new EndedStay(LOUNGE, seconds(0), later, 0, 0);
        assertThat(ChangeRows.of(moved(CALL, 2, stay, MUSIC)))
                .extracting(FactRow::partitionTime)
                .containsOnly(seconds(0));
        assertThat(ChangeRows.of(left(CALL, 3, later, EndReason.LEFT)))
                .extracting(FactRow::partitionTime)
                .containsOnly(seconds(0));
    }

    @ParameterizedTest
    @EnumSource
    void an_end_is_named_as_in_the_records(EndReason why) {
        VoiceChange.Left left = left(CALL, 2, seconds(9), why);
        String json = new String(RecordCodec.CHANGES.encode(left), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(json).contains("\"why\":\"" + ChangeRows.text(why) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z"})
    void a_time_that_no_call_can_have_is_refused(String time) {
        assertThatThrownBy(() -> ChangeRows.of(joined(1, Instant.parse(time))))
                .isInstanceOf(Unstorable.class)
                .hasMessageContaining("2000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void seconds_that_are_no_number_from_0_up_are_refused(double nonsense) {
        EndedStay stay = new EndedStay(LOUNGE, seconds(0), seconds(60), nonsense, 0);
        assertThatThrownBy(() -> ChangeRows.of(left(CALL, 2, seconds(60), stay, EndReason.LEFT)))
                .isInstanceOf(Unstorable.class);
    }
}
