package dev.earshot.projector.history.past;

import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.LOUNGE;
import static dev.earshot.projector.Cast.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.voice.AudioState;
import dev.earshot.projector.history.answer.Participant;
import org.junit.jupiter.api.Test;

class ShownFieldTest {
    private static final Participant ANN = new Participant(
            new UserId("Ann"),
            LOUNGE,
            new SessionId("s-M_UoLi1F"),
            "Ann Lee",
            null,
            true,
            false,
            false,
            false,
            false,
            false,
            false,
            START,
            Connection.RECONNECTING,
            AudioState.ON,
            GATEWAY,
            "0.1.1",
            "7-12");

    @Test
    void names_and_ids_are_told_as_they_are_written() {
        assertThat(ShownField.USERNAME.valueOf(ANN)).isEqualTo("Ann Lee");
        assertThat(ShownField.SESSION.valueOf(ANN)).isEqualTo("s-M_UoLi1F");
    }

    @Test
    void what_is_not_there_is_told_as_none_and_a_state_in_small_letters() {
        assertThat(ShownField.AVATAR.valueOf(ANN)).isEqualTo("none");
        assertThat(ShownField.CONNECTION.valueOf(ANN)).isEqualTo("reconnecting");
        assertThat(ShownField.MUTED.valueOf(ANN)).isEqualTo("true");
    }
}
