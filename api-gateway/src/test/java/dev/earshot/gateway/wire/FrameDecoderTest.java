package dev.earshot.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final String JOIN =
            "{\"type\":\"voice:join\",\"id\":3,\"guildId\":\"demo\",\"channelId\":\"lounge\",\"muted\":false,\"deafened\":false";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{} {}",
                "{\"type\":\"voice:leave\",\"id\":1",
                "{\"a\":1,\"a\":2}"
            })
    void what_is_not_one_json_object_is_not_json(String text) {
        assertThat(bad(text).error()).isEqualTo(SocketError.NOT_JSON);
    }

    @Test
    void json_in_utf_16_is_not_json_here() {
        assertThat(FrameDecoder.decode(
                        "{\"type\":\"voice:heartbeat\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16BE)))
                .isInstanceOfSatisfying(
                        DecodedFrame.Bad.class, bad -> assertThat(bad.error()).isEqualTo(SocketError.NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "earshot-ui\\u001b]0;owned\\u0007/1.2",
                "earshot-ui\\n\\t/1.2",
                "earshot-ui\\u202e/1.2",
                "earshot-ui\\u2028/1.2",
                "earshot-ui\\u0000/1.2"
            })
    void the_name_of_a_client_holds_nothing_that_a_terminal_would_obey(String said) {
        String resume = "{\"type\":\"resume\",\"id\":1,\"sessionId\":\"s\",\"secret\":\"hush\"";
        for (String frame : java.util.List.of(JOIN, resume)) {
            String client = switch (FrameDecoder.decode((frame + ",\"client\":\"" + said + "\"}").getBytes(UTF_8))) {
                case DecodedFrame.Good(ClientFrame.Join join) -> join.client();
                case DecodedFrame.Good(ClientFrame.Resume again) -> again.client();
                case DecodedFrame other -> throw new AssertionError(other);
            };
            assertThat(client).startsWith("earshot-ui ").endsWith("/1.2").matches("[ -~]*");
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_not_json() {
        byte[] text = (JOIN + ",\"client\":\"xx\"}").getBytes(UTF_8);
        text[text.length - 3] = (byte) 0xff;
        assertThat(FrameDecoder.decode(text))
                .isInstanceOfSatisfying(
                        DecodedFrame.Bad.class, bad -> assertThat(bad.error()).isEqualTo(SocketError.NOT_JSON));
    }

    @Test
    void deep_nesting_is_refused_before_it_costs_anything() {
        assertThat(bad("{\"type\":\"voice:leave\",\"id\":1,\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}")
                        .error())
                .isEqualTo(SocketError.TOO_DEEP);
    }

    @Test
    void more_than_16_kib_are_refused() {
        assertThat(bad("{\"type\":\"auth\",\"id\":1,\"token\":\"" + "x".repeat(17 << 10) + "\"}")
                        .error())
                .isEqualTo(SocketError.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice:kick", "guild:changed", "", "hello"})
    void unknown_types_are_refused_with_the_id_they_came_with(String type) {
        DecodedFrame.Bad bad = bad("{\"type\":\"" + type + "\",\"id\":9}");
        assertThat(bad.error()).isEqualTo(SocketError.UNKNOWN_TYPE);
        assertThat(bad.id()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"voice:leave\"}",
                "{\"type\":\"voice:leave\",\"id\":0}",
                "{\"type\":\"voice:leave\",\"id\":\"1\"}",
                "{\"type\":\"voice:leave\",\"id\":1.5}",
                "{\"type\":\"voice:leave\",\"id\":9007199254740992}",
                "{\"type\":\"voice:leave\",\"id\":123456789012345678901234567890}",
                "{\"type\":7,\"id\":1}",
                "{\"id\":1}",
                "{\"type\":\"subscribe\",\"id\":1}",
                "{\"type\":\"subscribe\",\"id\":1,\"guildId\":\"demo\",\"epoch\":\"e\"}",
                "{\"type\":\"subscribe\",\"id\":1,\"guildId\":\"demo\",\"epoch\":\"e\",\"version\":-1}",
                "{\"type\":\"subscribe\",\"id\":1,\"guildId\":\"../etc\"}",
                "{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"demo\",\"channelId\":\"lounge\",\"muted\":\"no\",\"deafened\":false}",
                "{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"demo\",\"channelId\":[\"lounge\"],\"muted\":false,\"deafened\":false}",
                "{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"demo\",\"channelId\":\"lounge\",\"muted\":false}",
                "{\"type\":\"voice:state\",\"id\":1,\"muted\":true,\"deafened\":false,\"audio\":\"loud\"}",
                "{\"type\":\"voice:speaking\",\"speaking\":\"yes\"}",
                "{\"type\":\"voice:heartbeat\",\"guildId\":7}",
                "{\"type\":\"resume\",\"id\":1,\"sessionId\":\"s\"}",
                "{\"type\":\"auth\",\"id\":1,\"token\":7}",
                "{\"type\":\"telemetry\"}",
                "{\"type\":\"telemetry\",\"samples\":{},\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[7],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[{}],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[{\"windowMs\":0}],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[{\"windowMs\":1,\"jitterMs\":-1}],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[{\"windowMs\":1,\"lossRatio\":\"NaN\"}],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[{\"windowMs\":1,\"icePath\":\"carrier-pigeon\"}],\"errors\":[]}",
                "{\"type\":\"telemetry\",\"samples\":[],\"errors\":[{\"kind\":\"sad\",\"message\":\"\",\"breadcrumbs\":[]}]}",
                "{\"type\":\"telemetry\",\"samples\":[],\"errors\":[{\"kind\":\"media\",\"message\":\"\",\"breadcrumbs\":[7]}]}",
                "{\"type\":\"telemetry\",\"id\":0,\"samples\":[],\"errors\":[]}"
            })
    void a_missing_or_mistyped_field_is_named(String text) {
        DecodedFrame.Bad bad = bad(text);
        assertThat(bad.error()).isEqualTo(SocketError.BAD_FIELD);
        assertThat(bad.message()).startsWith("The field ");
    }

    @Test
    void a_refusal_never_repeats_what_the_client_sent() {
        assertThat(bad("{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"<script>\"}")
                        .message())
                .doesNotContain("script");
    }

    @Test
    void who_one_claims_to_be_is_not_read() {
        DecodedFrame frame =
                FrameDecoder.decode((JOIN + ",\"userId\":\"mallory\",\"username\":\"Mallory\"}").getBytes(UTF_8));
        assertThat(frame).isInstanceOf(DecodedFrame.Good.class).asString().doesNotContainIgnoringCase("mallory");
    }

    @Test
    void a_client_says_its_version_in_at_most_64_characters() {
        assertThat(FrameDecoder.decode((JOIN + ",\"client\":\"earshot-ui/1.2\"}").getBytes(UTF_8)))
                .asString()
                .contains("earshot-ui/1.2");
        assertThat(bad(JOIN + ",\"client\":\"" + "x".repeat(65) + "\"}").error())
                .isEqualTo(SocketError.BAD_FIELD);
    }

    @Test
    void secrets_are_in_no_text_of_a_frame() {
        assertThat(FrameDecoder.decode("{\"type\":\"auth\",\"id\":1,\"token\":\"hush\"}".getBytes(UTF_8)))
                .asString()
                .doesNotContain("hush");
        assertThat(FrameDecoder.decode(
                        "{\"type\":\"resume\",\"id\":1,\"sessionId\":\"s\",\"secret\":\"hush\"}".getBytes(UTF_8)))
                .asString()
                .doesNotContain("hush");
    }

    private static DecodedFrame.Bad bad(String text) {
        DecodedFrame decoded = FrameDecoder.decode(text.getBytes(UTF_8));
        if (decoded instanceof DecodedFrame.Bad bad) return bad;
        throw new AssertionError("was read as " + decoded);
    }
}
