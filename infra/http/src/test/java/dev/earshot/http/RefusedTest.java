package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class RefusedTest {
    @Test
    void waiting_is_told_in_whole_seconds_that_are_enough() {
        assertThat(Refused.tooMany(Duration.ofMillis(1)).retryAfterSeconds()).isEqualTo(1);
        assertThat(Refused.tooMany(Duration.ofMillis(2001)).retryAfterSeconds()).isEqualTo(3);
    }

    @Test
    void what_only_has_a_status_still_gets_a_code_and_a_sentence() {
        for (HttpStatus status : HttpStatus.values()) {
            if (!status.isError()) continue;
            Problem problem = Problem.of(Problem.ofStatus(status));
            assertThat(problem.code()).as(status.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(problem.detail()).endsWith(".");
        }
    }
}
