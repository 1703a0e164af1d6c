package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.TwoGateways.DEMO;
import static dev.earshot.gateway.socket.TwoGateways.any;
import static dev.earshot.gateway.socket.TwoGateways.await;
import static dev.earshot.gateway.socket.TwoGateways.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.log.LiveGateways;
import dev.earshot.kafka.TopicSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What is said at one gateway, seen and numbered alike at another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoGatewaysIT {
    private TwoGateways pair;
    private Login alice;
    private Login bob;

    @BeforeAll
    void start() {
        pair = new TwoGateways();
    }

    @AfterAll
    void stop() {
        pair.close();
    }

    @BeforeEach
    void login() {
        alice = pair.login("Alice");
        bob = pair.login("Bob");
    }

    @Test
    void a_person_in_a_call_at_one_gateway_is_seen_at_the_other() {
        try (VoiceClient here = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient there = VoiceClient.connect(pair.other, bob.token())) {
            there.subscribe();
            here.join("lounge");
            JsonNode join = there.awaitChange("voice:join", name(alice), any());
            assertThat(join.path("channelId").asString()).isEqualTo("lounge");
            assertThat(join.path("username").asString()).isEqualTo("Alice");
            here.sendText("{\"type\":\"voice:speaking\",\"speaking\":true}");
            there.awaitChange(
                    "voice:speaking", name(alice), ring -> ring.path("speaking").asBoolean());
            try (VoiceClient late = VoiceClient.connect(pair.other, bob.token())) {
                JsonNode list = late.subscribe().await("voice:userlist");
                assertThat(list.path("channels").path("lounge").valueStream())
                        .anyMatch(person -> person.path("userId").asString().equals(name(alice)));
            }
            here.ok("voice:leave", Map.of());
            there.awaitChange("voice:leave", name(alice), any());
        }
    }

    @Test
    void both_gateways_give_the_same_numbers() {
        try (VoiceClient here = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient there = VoiceClient.connect(pair.other, bob.token())) {
            here.join("lounge");
            await(() -> pair.row(DEMO, alice).isPresent()
                    && pair.other
                            .bean(PresenceTable.class)
                            .row(DEMO, alice.user())
                            .isPresent());
            here.subscribe();
            JsonNode list = here.await("voice:userlist");
            there.ok(
                    "subscribe",
                    Map.of(
                            "guildId", "demo",
                            "epoch", list.path("epoch").asString(),
                            "version", list.path("version").asLong()));
            here.ok("voice:state", Map.of("muted", true, "deafened", false));
            JsonNode onOther =
                    there.await("voice:changes", frame -> frame.toString().contains("\"muted\":true"));
            JsonNode onOwn =
                    here.await("voice:changes", frame -> frame.toString().contains("\"muted\":true"));
            // Batches may be cut elsewhere, but the numbers are the same: no view has a hole.
            assertThat(onOther.path("from").asLong())
                    .isLessThanOrEqualTo(list.path("version").asLong());
            assertThat(onOwn.path("from").asLong())
                    .isLessThanOrEqualTo(list.path("version").asLong());
            assertThat(there.frames().stream()
                            .filter(frame -> frame.path("type").asString().equals("voice:userlist")))
                    .isEmpty();
            here.ok("voice:leave", Map.of());
        }
    }

    @Test
    void each_partition_is_looked_after_by_one_of_the_gateways_that_live() {
        List<RunningGateway> both = List.of(pair.gateway, pair.other);
        try (RunningGateway third = pair.third()) {
            List<RunningGateway> all = List.of(pair.gateway, pair.other, third);
            await(() -> all.stream().allMatch(gateway -> turns(gateway).count() == 3));
            assertThat(timesLookedAfter(all)).containsOnly(1L);
            assertThat(all)
                    .allMatch(gateway -> timesLookedAfter(List.of(gateway)).contains(1L));
        }
        await(() -> both.stream().allMatch(gateway -> turns(gateway).count() == 2));
        assertThat(timesLookedAfter(both)).containsOnly(1L);
    }

    /** By partition. */
    private static List<Long> timesLookedAfter(List<RunningGateway> gateways) {
        return IntStream.range(0, TopicSettings.DEFAULTS.partitions())
                .mapToObj(partition -> gateways.stream()
                        .filter(gateway -> turns(gateway).looksAfter(partition))
                        .count())
                .toList();
    }

    private static LiveGateways turns(RunningGateway gateway) {
        return gateway.bean(LiveGateways.class);
    }
}
