package dev.earshot.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {
    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void the_number_says_what_the_client_does(CloseCode code) {
        CloseCode.Then then = code.then();
        if (code.code() == 1012 || code.code() / 100 == 40) assertThat(then).isEqualTo(CloseCode.Then.RECONNECT);
        else if (code.code() / 100 == 41) assertThat(then).isEqualTo(CloseCode.Then.RENEW_TOKEN);
        else assertThat(code.code() / 100).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void the_sentence_fits_a_close_frame(CloseCode code) {
        assertThat(code.sentence().getBytes(UTF_8)).hasSizeBetween(10, 123);
    }

    @Test
    void no_two_ways_to_close_share_a_number() {
        assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::code)).doesNotHaveDuplicates();
    }
}
