package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.GUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.history.checkpoint.CheckpointPlace;
import dev.earshot.projector.history.past.GuildMoment;
import org.junit.jupiter.api.Test;

/** What is kept in memory of the moments that were looked at. */
class RecentMomentsTest {
    private static final CheckpointPlace PLACE = new CheckpointPlace("log-1", 0, GUILD, 0);
    private static final CheckpointPlace ANOTHER_LOG = new CheckpointPlace("log-2", 0, GUILD, 0);

    private static GuildMoment at(int offset) {
        return FoldedHistory.of(1, 0, offset, GuildMoment.beginning(0));
    }

    @Test
    void the_latest_that_lies_not_after_is_given() {
        RecentMoments recent = new RecentMoments();
        for (int offset : new int[] {300, 100, 200}) recent.keep(PLACE, at(offset));
        assertThat(recent.latest(PLACE, 299)).isEqualTo(at(200));
        assertThat(recent.latest(PLACE, 300)).isEqualTo(at(300));
        assertThat(recent.latest(PLACE, 99)).isNull();
    }

    @Test
    void another_logs_moments_are_not_given() {
        RecentMoments recent = new RecentMoments();
        recent.keep(PLACE, at(100));
        assertThat(recent.latest(ANOTHER_LOG, 500)).isNull();
    }

    @Test
    void those_used_longest_ago_go_when_they_hold_too_many_people() {
        RecentMoments recent = new RecentMoments(350);
        recent.keep(PLACE, at(100));
        recent.keep(PLACE, at(200));
        assertThat(recent.latest(PLACE, 100)).isEqualTo(at(100));
        recent.keep(PLACE, at(300));
        recent.keep(PLACE, at(400));
        assertThat(recent.latest(PLACE, 299)).as("200 went, 100 was used later").isEqualTo(at(100));
        assertThat(recent.latest(PLACE, 400)).isEqualTo(at(400));
    }

    @Test
    void one_of_a_guild_that_is_larger_than_all_room_is_kept_alone() {
        RecentMoments recent = new RecentMoments(1);
        recent.keep(PLACE, at(100));
        recent.keep(PLACE, at(200));
        assertThat(recent.latest(PLACE, 500)).isEqualTo(at(200));
        assertThat(recent.latest(PLACE, 199)).isNull();
    }

    @Test
    void a_stretch_is_one_questions_turn_at_a_time() {
        RecentMoments recent = new RecentMoments();
        assertThat(recent.turn(PLACE, 20_000)).isSameAs(recent.turn(PLACE, 20_000));
    }
}
