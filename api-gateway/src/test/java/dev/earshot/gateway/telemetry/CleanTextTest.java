package dev.earshot.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CleanTextTest {
    private static final Path CASES = Path.of("..", "voice-events", "golden", "wire", "clean-text.json");

    @TestFactory
    Stream<DynamicTest> what_is_kept_of_a_message() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(CASES))
                .valueStream()
                .map(one -> DynamicTest.dynamicTest(
                        one.path("name").asString(),
                        () -> assertThat(CleanText.message(one.path("said").asString()))
                                .isEqualTo(one.path("kept").asString())));
    }

    @Test
    void a_message_that_was_cleaned_stays_as_it_is() throws IOException {
        JsonMapper.shared()
                .readTree(Files.readAllBytes(CASES))
                .valueStream()
                .map(one -> one.path("kept").asString())
                .forEach(kept -> assertThat(CleanText.message(kept)).isEqualTo(kept));
    }

    @Test
    void a_long_message_is_cut_between_characters() {
        String cut = CleanText.message("🎧 ".repeat(500));
        assertThat(cut).hasSizeLessThanOrEqualTo(CleanText.MESSAGE).endsWith("…");
        assertThatNoException()
                .isThrownBy(() ->
                        java.nio.charset.StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(cut)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "a.",
                "@",
                "a@",
                "1:",
                "https://",
                "https://a",
                "?a=",
                "eyJ",
                "1 ",
                "token ",
                "-",
                "%",
                "+"
            })
    void no_text_costs_more_than_a_moment(String part) {
        String long_ = part.repeat(2_000 / part.length());
        Assertions.assertTimeout(Duration.ofSeconds(1), () -> {
            for (int i = 0; i < 20; i++) CleanText.message(long_);
        });
    }

    @Test
    void breadcrumbs_are_names_and_nothing_else_is() {
        assertThat(CleanText.breadcrumbs(List.of(
                        "page-opened",
                        "joining",
                        "alice@example.org",
                        "Wrote: hello",
                        "",
                        "a-1234",
                        "-a",
                        "x".repeat(33))))
                .containsExactly("page-opened", "joining");
    }
}
