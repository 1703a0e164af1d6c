package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.topics.GuildPartition;
import org.junit.jupiter.api.Test;

class InputReaderTest {
    private static final int HOME = GuildPartition.of(GUILD, 12);
    private static final byte[] JOIN = RecordCodec.EVENTS.encode(joined(ALICE, LAPTOP, LOUNGE));
    private static final byte[] KEY = GUILD.value().getBytes(UTF_8);

    @Test
    void a_guilds_event_is_read_in_its_own_partition() {
        assertThat(new InputReader(HOME, 12).read("voice.events", KEY, JOIN))
                .isEqualTo(new Input.Event(GUILD, joined(ALICE, LAPTOP, LOUNGE)));
    }

    @Test
    void a_guilds_event_in_a_foreign_partition_would_make_a_second_half_of_the_guild_and_is_dead() {
        assertThat(new InputReader((HOME + 1) % 12, 12).read("voice.events", KEY, JOIN))
                .isInstanceOfSatisfying(Input.Dead.class, dead -> {
                    assertThat(dead.reason()).isEqualTo("wrong-partition");
                    assertThat(dead.sentence()).endsWith("partition " + HOME);
                });
    }

    @Test
    void a_tick_concerns_its_partition_whatever_its_key_is() {
        byte[] tick = RecordCodec.SIGNALS.encode(tick(GATEWAY));
        assertThat(new InputReader(3, 12).read("voice.signals", null, tick)).isEqualTo(new Input.Tick(tick(GATEWAY)));
    }
}
