package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The estimate of what listeners think is the one that the page shows. */
class OpinionIT {
    private static final Path CASES = Path.of("../voice-events/golden/opinion.json");

    @Test
    void the_database_estimates_what_the_page_estimates() throws IOException {
        FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
        for (JsonNode one : JsonMapper.shared().readTree(Files.readAllBytes(CASES))) {
            String score = database.query("SELECT facts.mos(" + figure(one, "jitterMs") + ", "
                            + figure(one, "lossRatio") + ", " + figure(one, "roundTripMs") + ")")
                    .getFirst();
            JsonNode expected = one.path("score");
            if (expected.isNull()) assertThat(score).as("%s", one).isEqualTo("-");
            else assertThat(Double.parseDouble(score)).as("%s", one).isCloseTo(expected.doubleValue(), within(0.001));
        }
    }

    private static String figure(JsonNode figures, String name) {
        return figures.has(name) ? figures.path(name).asString() : "NULL";
    }
}
