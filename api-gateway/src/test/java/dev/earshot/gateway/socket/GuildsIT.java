package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.TwoGateways.DEMO;
import static dev.earshot.gateway.socket.TwoGateways.SECOND;
import static dev.earshot.gateway.socket.TwoGateways.any;
import static dev.earshot.gateway.socket.TwoGateways.await;
import static dev.earshot.gateway.socket.TwoGateways.booth;
import static dev.earshot.gateway.socket.TwoGateways.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.gateway.RunningGateway.Login;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Sessions that go from guild to guild, and guilds that change under them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuildsIT {
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
    void the_last_seat_is_given_once_and_the_other_is_refused() {
        pair.letIn(SECOND, alice);
        pair.letIn(SECOND, bob);
        try (VoiceClient first = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient second = VoiceClient.connect(pair.other, bob.token())) {
            first.ok("voice:join", booth());
            await(() -> pair.row(SECOND, alice).isPresent());
            second.ok("voice:join", booth());
            JsonNode refused = second.await("voice:refused");
            assertThat(refused.path("code").asString()).isEqualTo("channel-full");
            assertThat(refused.path("message").asString())
                    .isEqualTo("Booth is full (1 of 1). Try again when somebody leaves.");
            assertThat(second.refused("voice:state", Map.of("muted", true, "deafened", false)))
                    .isEqualTo("not-in-a-channel");
            first.ok("voice:leave", Map.of());
        }
    }

    @Test
    void going_to_another_guild_leaves_the_first() {
        pair.letIn(SECOND, alice);
        try (VoiceClient client = VoiceClient.connect(pair.gateway, alice.token())) {
            client.join("lounge");
            await(() -> pair.row(DEMO, alice).isPresent());
            client.ok("voice:join", booth());
            await(() -> pair.row(SECOND, alice).isPresent());
            await(() -> pair.row(DEMO, alice).isEmpty());
            client.ok("voice:leave", Map.of());
            await(() -> pair.row(SECOND, alice).isEmpty());
        }
    }

    @Test
    void fast_changes_between_guilds_leave_one_presence() {
        pair.letIn(SECOND, alice);
        try (VoiceClient client = VoiceClient.connect(pair.gateway, alice.token())) {
            long last = 0;
            for (int i = 0; i < 4; i++) {
                client.send(
                        "voice:join",
                        Map.of("guildId", "demo", "channelId", "lounge", "muted", false, "deafened", false));
                last = client.send("voice:join", booth());
            }
            assertThat(client.answer(last).path("type").asString()).isEqualTo("ack");
            await(() ->
                    pair.row(SECOND, alice).isPresent() && pair.row(DEMO, alice).isEmpty());
            client.ok("voice:leave", Map.of());
        }
    }

    @Test
    void whoever_is_removed_from_the_guild_is_out_of_its_channels() {
        try (VoiceClient client = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient watcher = VoiceClient.connect(pair.other, bob.token())) {
            watcher.subscribe();
            client.subscribe();
            client.join("lounge");
            watcher.awaitChange("voice:join", name(alice), any());
            pair.change(DEMO, version -> new DirectoryEvent.MemberRemoved(version, alice.user()));
            JsonNode leave = watcher.awaitChange("voice:leave", name(alice), any());
            assertThat(leave.path("reason").asString()).isEqualTo("removed");
            client.await(
                    "an empty snapshot",
                    frame -> frame.path("type").asString().equals("voice:userlist")
                            && frame.path("channels").isEmpty());
            assertThat(client.refused(
                            "voice:join",
                            Map.of("guildId", "demo", "channelId", "lounge", "muted", false, "deafened", false)))
                    .isEqualTo("no-such-guild");
        }
    }

    @Test
    void a_channel_that_is_made_and_deleted_comes_and_goes_with_its_people() {
        ChannelId attic = new ChannelId("attic");
        try (VoiceClient client = VoiceClient.connect(pair.gateway, alice.token())) {
            client.subscribe();
            pair.change(
                    DEMO, version -> new DirectoryEvent.ChannelCreated(version, attic, "Attic", ChannelKind.VOICE, 0));
            client.await("a snapshot with it", frame -> frame.path("channels").has("attic"));
            client.join("attic");
            client.awaitChange("voice:join", name(alice), any());
            pair.change(DEMO, version -> new DirectoryEvent.ChannelDeleted(version, attic));
            await(() -> pair.row(DEMO, alice).isEmpty());
        }
    }
}
