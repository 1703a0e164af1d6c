package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.gateway.log.LiveGateways;
import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.TestServers;
import io.livekit.server.RoomServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two gateways, a real LiveKit, and rooms of guilds in many partitions. */
@Tag("audio")
class MediaTurnsIT {
    private static final int ROOMS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void each_room_is_looked_at_by_one_of_the_gateways() throws Exception {
        try (LiveKitServer livekit = TestServers.newLiveKit(null);
                NotingDoor first = new NotingDoor(livekit.settings().url());
                NotingDoor second = new NotingDoor(livekit.settings().url())) {
            Set<String> rooms = openRooms(livekit.settings());
            try (RunningGateway one = gateway(livekit.settings(), first);
                    RunningGateway two = gateway(livekit.settings(), second)) {
                await().atMost(PATIENCE)
                        .until(() -> Stream.of(one, two)
                                .allMatch(gateway ->
                                        gateway.bean(LiveGateways.class).count() == 2));
                Set<String> ones = nextRound(first);
                Set<String> twos = nextRound(second);
                assertThat(ones).isNotEmpty().doesNotContainAnyElementsOf(twos);
                Set<String> together = new HashSet<>(ones);
                together.addAll(twos);
                assertThat(together).isEqualTo(rooms);
            }
        }
    }

    @Test
    void one_slow_room_delays_no_other() throws Exception {
        try (LiveKitServer livekit = TestServers.newLiveKit(null);
                NotingDoor door = new NotingDoor(livekit.settings().url())) {
            Set<String> rooms = openRooms(livekit.settings());
            door.slow(rooms.iterator().next());
            try (RunningGateway gateway = gateway(livekit.settings(), door)) {
                await().atMost(PATIENCE)
                        .until(() -> gateway.bean(LiveGateways.class).count() == 1);
                assertThat(nextRound(door)).isEqualTo(rooms);
                Instant began = Instant.now();
                assertThat(nextRound(door)).isEqualTo(rooms);
                assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(12));
                await().atMost(PATIENCE)
                        .until(() -> gateway.bean(MeterRegistry.class)
                                        .counter("earshot.media.failures", "operation", "room")
                                        .count()
                                > 1);
                assertThat(gateway.bean(MeterRegistry.class)
                                .get("earshot.media.up")
                                .gauge()
                                .value())
                        .isEqualTo(1);
            }
        }
    }

    private static RunningGateway gateway(LiveKitSettings settings, NotingDoor door) {
        return RunningGateway.start(
                "earshot.livekit.url=" + door.url(),
                "earshot.livekit.api-key=" + settings.apiKey(),
                "earshot.livekit.api-secret=" + settings.apiSecret());
    }

    private static Set<String> openRooms(LiveKitSettings settings) throws Exception {
        RoomServiceClient client =
                RoomServiceClient.createClient(settings.url().toString(), settings.apiKey(), settings.apiSecret());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < ROOMS; i++) {
            String name = "guild-" + i + "/lounge";
            assertThat(client.createRoom(name).execute().isSuccessful()).isTrue();
            names.add(name);
        }
        return names;
    }

    /** A whole round that begins after this call. */
    private static Set<String> nextRound(NotingDoor door) {
        int before = door.rounds().size();
        List<Set<String>> rounds = await().atMost(PATIENCE).until(door::rounds, seen -> seen.size() > before + 1);
        return rounds.get(before);
    }
}
