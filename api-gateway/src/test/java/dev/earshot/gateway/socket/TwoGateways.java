package dev.earshot.gateway.socket;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.directory.DirectoryWriter;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.servers.KafkaServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Two gateways, one Kafka and the real fold; and beside the demo guild a second, whose one channel has one seat. */
final class TwoGateways implements AutoCloseable {
    static final GuildId DEMO = new GuildId("demo");
    static final GuildId SECOND = new GuildId("second");
    static final ChannelId BOOTH = new ChannelId("booth");

    private static final String ORIGINS = "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN;

    final KafkaServer kafka = KafkaServer.start();
    final RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
    final RunningGateway other = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
    private final RunningProjector projector = RunningProjector.start(kafka.bootstrapServers());

    TwoGateways() {
        change(SECOND, version -> new DirectoryEvent.GuildCreated(version, "Second"));
        change(SECOND, version -> new DirectoryEvent.ChannelCreated(version, BOOTH, "Booth", ChannelKind.VOICE, 1));
    }

    /** One more of them, which the caller closes. */
    RunningGateway third() {
        return RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
    }

    /** Somebody new, whom both gateways know. */
    Login login(String name) {
        Login login = gateway.login(name);
        awaitMember(DEMO, login);
        return login;
    }

    /** Makes them a member, for both gateways. */
    void letIn(GuildId guild, Login login) {
        change(guild, version -> new DirectoryEvent.MemberAdded(version, login.user()));
        awaitMember(guild, login);
    }

    /** Changes the directory as it is now. */
    void change(GuildId guild, LongFunction<DirectoryEvent> event) {
        long version = gateway.bean(Directory.class)
                .guild(guild)
                .map(GuildView::version)
                .orElse(0L);
        gateway.bean(DirectoryWriter.class).append(guild, event.apply(version)).block();
    }

    /** As the first gateway sees it. */
    Optional<PresenceRow> row(GuildId guild, Login login) {
        return gateway.bean(PresenceTable.class).row(guild, login.user());
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(VoiceClient.PATIENCE).until(condition);
    }

    static Map<String, Object> booth() {
        return Map.of("guildId", "second", "channelId", "booth", "muted", false, "deafened", false);
    }

    static String name(Login login) {
        return login.user().value();
    }

    static Predicate<JsonNode> any() {
        return _ -> true;
    }

    private void awaitMember(GuildId guild, Login login) {
        await(() -> other.bean(Directory.class)
                .guild(guild)
                .filter(view -> view.isMember(login.user()))
                .isPresent());
    }

    @Override
    public void close() {
        other.close();
        gateway.close();
        projector.close();
        kafka.close();
    }
}
