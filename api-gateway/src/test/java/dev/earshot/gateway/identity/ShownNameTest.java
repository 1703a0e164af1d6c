package dev.earshot.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownNameTest {
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    @Test
    void names_of_people_are_good() {
        for (String name : List.of("Alice", "Ö", "Jean-Luc O'Neil", "山田太郎", "محمد", "👍🏽", FAMILY, "x".repeat(32))) {
            assertThat(ShownName.isGood(name)).as(name).isTrue();
        }
    }

    @Test
    void names_that_deceive_break_or_flood_are_not() {
        for (String name : List.of(
                "",
                " ",
                " Alice",
                "<b>",
                "a\u202Eb",
                "a\u2066b",
                "a\nb",
                "a\u0000b",
                "a\u2028b",
                "\uD83D",
                "\uFEFFa",
                "x".repeat(33))) {
            assertThat(ShownName.isGood(name)).as(name).isFalse();
        }
        assertThat(ShownName.isGood(null)).isFalse();
    }

    @Test
    void an_issuers_name_is_cleaned_and_never_cut_in_the_middle_of_a_character() {
        assertThat(ShownName.clean("  <i>Al\u202Eice</i>\n")).isEqualTo("iAlice/i");
        assertThat(ShownName.clean("👍".repeat(100))).isEqualTo("👍".repeat(32));
        assertThat(ShownName.clean("\u202E<>")).isEmpty();
    }
}
