package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void functions_labels_and_durations_are_no_metrics() {
        assertThat(PromQl.metrics("sum by (code) (rate(earshot_socket_closes_total{code=~\"4.*\"}[5m])) > 0.2 * a:b:c"))
                .containsExactly("a:b:c", "earshot_socket_closes_total");
        assertThat(PromQl.metrics("x * 60 > 10 and (y or vector(0)) == 0")).containsExactly("x", "y");
    }
}
