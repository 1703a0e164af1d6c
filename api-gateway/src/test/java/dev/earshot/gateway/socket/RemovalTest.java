package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.Cast.*;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final SessionState HERE = in(DEMO, LOUNGE);

    @Test
    void a_member_who_may_connect_stays() {
        assertThat(Removal.of(HERE, LOUNGE, guild(DEMO, ALICE))).isEmpty();
    }

    @Test
    void whoever_is_no_member_any_more_is_removed_with_the_offset_that_says_so() {
        assertThat(Removal.of(HERE, LOUNGE, guild(DEMO, BOB)))
                .contains(new Removal(new VoiceEvent.MemberRemoved(ALICE, 44), true));
    }

    @Test
    void a_channel_that_is_gone_takes_the_session_out_and_nobody_else() {
        assertThat(Removal.of(HERE, new ChannelId("gone"), guild(DEMO, ALICE)))
                .get()
                .satisfies(removal -> assertThat(removal.event())
                        .isInstanceOfSatisfying(
                                VoiceEvent.Left.class,
                                left -> assertThat(left.why()).isEqualTo(LeftWhy.PERMISSION_LOST)));
    }
}
