package dev.earshot.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CleanTextTest {
    /** Bounded repetitions hold at most about a hundred characters, and are tried from each. */
    private static final int LOOKS_AT_A_CHARACTER = 500;

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
    void no_text_is_read_again_and_again(String part) {
        String text = part.repeat(2_000 / part.length());
        for (Pattern pattern : CleanText.patterns()) {
            CountedText counted = new CountedText(text, pattern);
            assertThat(pattern.matcher(counted).replaceAll("")).isNotNull();
        }
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

    /** Counts how often a pattern looks at a character: what a clock would say depends on the machine. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final Pattern reader;
        private long reads;

        CountedText(String text, Pattern reader) {
            this.text = text;
            this.reader = reader;
        }

        @Override
        public char charAt(int index) {
            if (++reads > LOOKS_AT_A_CHARACTER * (long) text.length()) throw new AssertionError("Too often: " + reader);
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
