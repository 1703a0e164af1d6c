package dev.earshot.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
    @Test
    void unknown_fields_are_ignored() {
        assertThat(decode("{\"type\":\"member-removed\",\"user\":\"alice\",\"directoryOffset\":7,\"mood\":\"good\"}"))
                .isEqualTo(new Decoded.Known<>(new VoiceEvent.MemberRemoved(new UserId("alice"), 7)));
    }

    @Test
    void an_unknown_type_is_told_from_an_unreadable_record() {
        assertThat(decode("{\"type\":\"danced\"}")).isEqualTo(new Decoded.UnknownType<>("danced"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "not json",
                "{\"type\":\"member-removed\"}",
                "{\"type\":\"member-removed\",\"user\":\"alice\"}",
                "{\"type\":\"member-removed\",\"user\":\"a b\",\"directoryOffset\":7}",
                "{\"type\":\"member-removed\",\"user\":\"alice\",\"directoryOffset\":\"seven\"}",
                "{\"type\":\"member-removed\",\"user\":\"alice\",\"directoryOffset\":7} trailing"
            })
    void what_cannot_be_read_gets_a_verdict_and_no_exception(String text) {
        assertThat(decode(text)).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void a_missing_value_is_unreadable() {
        assertThat(RecordCodec.EVENTS.decode(null)).isInstanceOf(Decoded.Unreadable.class);
    }

    private static Decoded<VoiceEvent> decode(String text) {
        return RecordCodec.EVENTS.decode(text.getBytes(UTF_8));
    }
}
