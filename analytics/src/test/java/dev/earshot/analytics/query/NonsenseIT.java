package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Weekend;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question that cannot be answered is refused with a sentence that says what to ask instead. */
@ExtendWith(Weekend.Shared.class)
class NonsenseIT {
    private final Weekend weekend;

    NonsenseIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overview?from=2026-01-01T00:00:00Z                       | guild
            overview?guild=demo&tz=Mars/Base                         | time zone
            overview?guild=demo&user=alice                           | leave out "user"
            overview?guild=demo&from=2020-01-01T00:00:00Z            | 732 days
            concurrency?guild=demo&bucket=minute                     | 25 hours are answered; ask with bucket=hour
            concurrency?guild=demo&from=2026-01-01T00:00:00Z         | 93 days are answered; ask with bucket=day
            concurrency?guild=demo&bucket=second                     | hour, minute, day
            minutes?guild=demo&by=colour                             | day, channel, user
            people?guild=demo&limit=501                              | 1 to 500
            people?guild=demo&cursor=aGVsbG8                         | cursor
            audit?guild=demo&cursor=aGVsbG8                          | cursor
            speakers?guild=demo&channel=a/b                          | letters
            quality?guild=demo&by=moon                               | hour, channel, user
            audit?guild=demo&cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIHg  | cursor
            audit?guild=demo&cursor=MjAyNi0wMS0wMVQwMDowMDowMFogAA           | cursor
            audit?guild=demo&actor=%00                               | "actor" holds a zero
            audit?guild=demo&target=a%00b                            | "target" holds a zero
            audit?guild=demo&action=%00                              | "action" holds a zero
            errors/recent?guild=demo&kind=%00                        | "kind" holds a zero
            export?guild=demo&view=audit&format=csv&actor=%00        | "actor" holds a zero
            people?guild=demo&cursor=MSAA                            | cursor
            overview?guild=demo&unknown=%00                          | "unknown" holds a zero
            sessions?guild=demo&why=boredom                          | left, expired
            """)
    void nonsense_is_refused_with_a_sentence(String path, String says) {
        assertThat(weekend.refusal(path)).contains(says);
    }
}
