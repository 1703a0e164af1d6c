package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.directory.DirectoryWriter;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.servers.KafkaServer;
import java.util.Map;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Sessions over two gateways, one Kafka and the real fold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsIT {
    private static final GuildId DEMO = new GuildId("demo");
    private static final GuildId SECOND = new GuildId("second");
    private static final ChannelId BOOTH = new ChannelId("booth");

    private KafkaServer kafka;
    private RunningGateway gateway;
    private RunningGateway other;
    private RunningProjector projector;
    private Login alice;
    private Login bob;

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        String origins = "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN;
        gateway = RunningGateway.startOn(kafka.bootstrapServers(), origins);
        other = RunningGateway.startOn(kafka.bootstrapServers(), origins);
        projector = RunningProjector.start(kafka.bootstrapServers());
        change(SECOND, version -> new DirectoryEvent.GuildCreated(version, "Second"));
        change(SECOND, version -> new DirectoryEvent.ChannelCreated(version, BOOTH, "Booth", ChannelKind.VOICE, 1));
    }

    @AfterAll
    void stop() {
        other.close();
        gateway.close();
        projector.close();
        kafka.close();
    }

    @BeforeEach
    void login() {
        alice = gateway.login("Alice");
        bob = gateway.login("Bob");
        Awaitility.await()
                .atMost(VoiceClient.PATIENCE)
                .until(() -> other.bean(Directory.class)
                        .guild(DEMO)
                        .filter(view -> view.isMember(alice.user()) && view.isMember(bob.user()))
                        .isPresent());
    }

    @Test
    void the_latest_session_wins_and_the_other_is_told() {
        try (VoiceClient laptop = VoiceClient.connect(gateway, alice.token());
                VoiceClient phone = VoiceClient.connect(other, alice.token());
                VoiceClient watcher = VoiceClient.connect(gateway, bob.token())) {
            watcher.subscribe();
            laptop.join("lounge");
            watcher.awaitChange("voice:join", name(alice), change -> true);
            phone.join("standup");
            JsonNode replaced = laptop.await("voice:replaced");
            assertThat(replaced.path("by").asString()).isEqualTo(phone.sessionId());
            assertThat(replaced.path("channelId").asString()).isEqualTo("lounge");
            watcher.awaitChange(
                    "voice:move",
                    name(alice),
                    move -> move.path("channelId").asString().equals("standup"));
            assertThat(laptop.isOpen()).isTrue();
            // A late leave of the replaced session removes nobody.
            laptop.ok("voice:leave", Map.of());
            phone.ok("voice:state", Map.of("muted", true, "deafened", false));
            watcher.awaitChange(
                    "voice:state", name(alice), state -> state.path("muted").asBoolean());
            assertThat(row(alice)).isPresent();
        }
    }

    @Test
    void a_cut_cable_dims_and_a_resume_on_another_gateway_brings_back() {
        try (VoiceClient watcher = VoiceClient.connect(gateway, bob.token())) {
            watcher.subscribe();
            VoiceClient before = VoiceClient.connect(gateway, alice.token());
            before.join("lounge");
            watcher.awaitChange("voice:join", name(alice), change -> true);
            before.cut();
            watcher.awaitChange("voice:state", name(alice), dim("reconnecting"));
            try (VoiceClient after = VoiceClient.connect(other, alice.token())) {
                after.ok("resume", Map.of("sessionId", before.sessionId(), "secret", before.resumeSecret()));
                assertThat(after.sessionId()).isEqualTo(before.sessionId());
                assertThat(after.resumeSecret()).isEqualTo(before.resumeSecret());
                watcher.awaitChange("voice:state", name(alice), dim("live"));
                after.ok("voice:state", Map.of("muted", true, "deafened", false));
                watcher.awaitChange(
                        "voice:state", name(alice), state -> state.path("muted").asBoolean());
                assertThat(watcher.frames().stream()
                                .filter(frame -> frame.toString().contains("voice:leave")
                                        && frame.toString().contains(name(alice))))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_session_that_is_taken_over_closes_its_old_socket_for_good() {
        try (VoiceClient before = VoiceClient.connect(gateway, alice.token());
                VoiceClient after = VoiceClient.connect(other, alice.token())) {
            before.join("lounge");
            after.ok("resume", Map.of("sessionId", before.sessionId(), "secret", before.resumeSecret()));
            assertThat(before.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());
            after.ok("voice:leave", Map.of());
        }
    }

    @Test
    void a_resume_with_a_wrong_secret_takes_over_nothing() {
        try (VoiceClient before = VoiceClient.connect(gateway, alice.token());
                VoiceClient after = VoiceClient.connect(other, alice.token())) {
            before.join("lounge");
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> row(alice).isPresent());
            Map<String, String> wrong = Map.of("sessionId", before.sessionId(), "secret", after.resumeSecret());
            assertThat(after.refused("resume", wrong)).isEqualTo("wrong-secret");
            before.ok("voice:leave", Map.of());
        }
    }

    @Test
    void a_closed_tab_says_goodbye_and_is_gone_after_five_seconds() {
        try (VoiceClient watcher = VoiceClient.connect(gateway, bob.token())) {
            watcher.subscribe();
            VoiceClient tab = VoiceClient.connect(gateway, alice.token());
            tab.join("lounge");
            watcher.awaitChange("voice:join", name(alice), change -> true);
            long closed = System.nanoTime();
            tab.sayGoodbye();
            JsonNode leave = watcher.awaitChange("voice:leave", name(alice), change -> true);
            assertThat(leave.path("reason").asString()).isEqualTo("expired");
            assertThat((System.nanoTime() - closed) / 1e9).isGreaterThan(4).isLessThan(15);
        }
    }

    @Test
    void the_last_seat_is_given_once_and_the_other_is_refused() {
        join(SECOND, alice);
        join(SECOND, bob);
        try (VoiceClient first = VoiceClient.connect(gateway, alice.token());
                VoiceClient second = VoiceClient.connect(other, bob.token())) {
            first.ok("voice:join", booth());
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> table().row(SECOND, alice.user()).isPresent());
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
        join(SECOND, alice);
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            client.join("lounge");
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> row(alice).isPresent());
            client.ok("voice:join", booth());
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> table().row(SECOND, alice.user()).isPresent());
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> row(alice).isEmpty());
            client.ok("voice:leave", Map.of());
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> table().row(SECOND, alice.user()).isEmpty());
        }
    }

    @Test
    void fast_changes_between_guilds_leave_one_presence() {
        join(SECOND, alice);
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            long last = 0;
            for (int i = 0; i < 4; i++) {
                client.send(
                        "voice:join",
                        Map.of("guildId", "demo", "channelId", "lounge", "muted", false, "deafened", false));
                last = client.send("voice:join", booth());
            }
            assertThat(client.answer(last).path("type").asString()).isEqualTo("ack");
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> table().row(SECOND, alice.user()).isPresent()
                            && row(alice).isEmpty());
            client.ok("voice:leave", Map.of());
        }
    }

    @Test
    void whoever_is_removed_from_the_guild_is_out_of_its_channels() {
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token());
                VoiceClient watcher = VoiceClient.connect(other, bob.token())) {
            watcher.subscribe();
            client.subscribe();
            client.join("lounge");
            watcher.awaitChange("voice:join", name(alice), change -> true);
            change(DEMO, version -> new DirectoryEvent.MemberRemoved(version, alice.user()));
            JsonNode leave = watcher.awaitChange("voice:leave", name(alice), change -> true);
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
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            client.subscribe();
            change(DEMO, version -> new DirectoryEvent.ChannelCreated(version, attic, "Attic", ChannelKind.VOICE, 0));
            client.await("a snapshot with it", frame -> frame.path("channels").has("attic"));
            client.join("attic");
            client.awaitChange("voice:join", name(alice), change -> true);
            change(DEMO, version -> new DirectoryEvent.ChannelDeleted(version, attic));
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> row(alice).isEmpty());
        }
    }

    @Test
    void both_gateways_give_the_same_numbers() {
        try (VoiceClient here = VoiceClient.connect(gateway, alice.token());
                VoiceClient there = VoiceClient.connect(other, bob.token())) {
            here.join("lounge");
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> row(alice).isPresent()
                            && other.bean(PresenceTable.class)
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
    void a_ring_is_seen_and_the_heartbeat_says_what_was_sent() {
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            client.subscribe().join("lounge");
            client.awaitChange("voice:join", name(alice), change -> true);
            client.sendText("{\"type\":\"voice:speaking\",\"speaking\":true}");
            JsonNode ring = client.awaitChange("voice:speaking", name(alice), change -> true);
            assertThat(ring.path("speaking").asBoolean()).isTrue();
            client.sendText("{\"type\":\"voice:heartbeat\",\"guildId\":\"demo\",\"version\":1}");
            JsonNode beat = client.await("voice:heartbeat");
            long sent = client.frames().stream()
                    .filter(frame -> frame.has("changes") || frame.has("channels"))
                    .mapToLong(frame -> frame.path("version").asLong())
                    .max()
                    .orElseThrow();
            assertThat(beat.path("version").asLong()).isLessThanOrEqualTo(sent).isPositive();
            client.ok("voice:leave", Map.of());
        }
    }

    private static java.util.function.Predicate<JsonNode> dim(String connection) {
        return state -> state.path("connection").asString("").equals(connection);
    }

    private static Map<String, Object> booth() {
        return Map.of("guildId", "second", "channelId", "booth", "muted", false, "deafened", false);
    }

    private static String name(Login login) {
        return login.user().value();
    }

    private PresenceTable table() {
        return gateway.bean(PresenceTable.class);
    }

    private java.util.Optional<dev.earshot.events.presence.PresenceRow> row(Login login) {
        return table().row(DEMO, login.user());
    }

    private void join(GuildId guild, Login login) {
        UserId user = login.user();
        change(guild, version -> new DirectoryEvent.MemberAdded(version, user));
        Awaitility.await()
                .atMost(VoiceClient.PATIENCE)
                .until(() ->
                        other.bean(Directory.class).guild(guild).orElseThrow().isMember(user));
    }

    private void change(GuildId guild, LongFunction<DirectoryEvent> event) {
        long version = gateway.bean(Directory.class)
                .guild(guild)
                .map(GuildView::version)
                .orElse(0L);
        gateway.bean(DirectoryWriter.class).append(guild, event.apply(version)).block();
    }
}
