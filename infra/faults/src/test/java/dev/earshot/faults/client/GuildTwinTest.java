package dev.earshot.faults.client;

import static dev.earshot.faults.client.FrameReader.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clients that judge the product here keep the rules that every client must keep. */
class GuildTwinTest {
    private static final Path SCENARIOS = Path.of("../../voice-events/golden/wire/scenarios");

    @TestFactory
    Stream<DynamicTest> every_golden_scenario_ends_as_written() throws IOException {
        return Files.list(SCENARIOS).sorted().map(file -> {
            JsonNode scenario = JSON.readTree(file.toFile());
            return DynamicTest.dynamicTest(scenario.path("name").stringValue(), () -> play(scenario));
        });
    }

    private static void play(JsonNode scenario) {
        GuildTwin twin = GuildTwin.unseen("demo");
        if (!scenario.path("given").isNull()) twin = twin.apply(FrameReader.read(scenario.path("given")));
        for (JsonNode frame : scenario.path("when")) twin = twin.apply(FrameReader.read(frame));
        JsonNode then = scenario.path("then");
        if (then.isString()) {
            assertThat(twin.hole()).isTrue();
            return;
        }
        JsonNode list = JSON.createObjectNode()
                .put("type", "voice:userlist")
                .put("guildId", "demo")
                .setAll((ObjectNode) then);
        assertThat(twin).isEqualTo(GuildTwin.unseen("demo").apply(FrameReader.read(list)));
    }
}
