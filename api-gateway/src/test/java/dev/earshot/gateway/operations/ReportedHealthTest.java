package dev.earshot.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.kafka.Stuck;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportedHealthTest {
    @Test
    void what_stands_still_and_why_a_service_is_not_well_is_read_from_its_components() {
        ReportedHealth reported = of("""
                {"status":"DOWN","components":{
                  "diskSpace":{"status":"UP","details":{"free":1}},
                  "ingest":{"status":"DOWN","details":{"reason":"PostgreSQL does not answer as it should","stuck":[
                    {"topic":"voice.changes","partition":3,"offset":41,"reason":"PostgreSQL does not answer as it should"},
                    {"topic":"voice.events","partition":1,"offset":7,"reason":"refused","guild":"demo"}]}},
                  "ping":{"status":"UP"}}}""");
        assertThat(reported.reason()).isEqualTo("PostgreSQL does not answer as it should");
        assertThat(reported.stuck())
                .containsExactly(
                        new Stuck("voice.changes", 3, 41, "PostgreSQL does not answer as it should"),
                        new Stuck("voice.events", 1, 7, "refused", "demo"));
    }

    @Test
    void a_service_that_tells_nothing_or_nonsense_tells_nothing() {
        assertThat(of("{\"status\":\"UP\"}")).isEqualTo(ReportedHealth.NOTHING);
        assertThat(of("[]")).isEqualTo(ReportedHealth.NOTHING);
        assertThat(of("{\"components\":{\"ingest\":{\"details\":{\"stuck\":[{}]}}}}")
                        .stuck())
                .containsExactly(new Stuck("?", -1, -1, ""));
    }

    private static ReportedHealth of(String body) {
        return ReportedHealth.of(JsonMapper.shared().readTree(body));
    }
}
