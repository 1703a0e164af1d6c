package dev.earshot.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.Golden;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The client that the feed's tests use keeps to the frozen scenarios, so that what it sees is what a browser sees. */
class ScenariosTest {
    @TestFactory
    Stream<DynamicTest> the_clients_rule_is_the_frozen_one() {
        return Golden.files("scenarios").stream()
                .map(file -> DynamicTest.dynamicTest(Golden.name(file), () -> play(Golden.json(file))));
    }

    private static void play(JsonNode scenario) {
        ClientView view = new ClientView();
        if (!scenario.path("given").isNull()) view.apply(scenario.path("given"));
        scenario.path("when").forEach(view::apply);
        JsonNode then = scenario.path("then");
        if (then.isString()) {
            assertThat(view.hole).isTrue();
            return;
        }
        assertThat(view.hole).isFalse();
        assertThat(view.epoch).isEqualTo(then.path("epoch").asString());
        assertThat(view.version).isEqualTo(then.path("version").asLong());
        Map<String, Map<String, JsonNode>> channels = new TreeMap<>();
        then.path("channels")
                .forEachEntry((channel, people) ->
                        people.forEach(person -> channels.computeIfAbsent(channel, c -> new TreeMap<>())
                                .put(person.path("userId").asString(), person)));
        assertThat(view.channels).isEqualTo(channels);
    }
}
