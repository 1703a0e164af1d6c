package dev.earshot.faults.stack;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.client.VersionLedger;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A guild of a test's own, written into {@code voice.directory}: its partition is not another test's. */
public final class Guild {
    public static final String LOUNGE = "lounge";
    public static final String STANDUP = "standup";
    /** Holds two. */
    public static final String BOOTH = "booth";

    private final GuildId id;
    private final Stack stack;
    private final VersionLedger ledger = new VersionLedger();

    private Guild(GuildId id, Stack stack) {
        this.id = id;
        this.stack = stack;
    }

    static Guild create(Stack stack, String name, List<String> members) {
        Guild guild = new Guild(new GuildId(name), stack);
        List<Function<Long, DirectoryEvent>> events = new ArrayList<>();
        events.add(expects -> new DirectoryEvent.GuildCreated(expects, name));
        events.add(expects -> channel(expects, LOUNGE, 0));
        events.add(expects -> channel(expects, STANDUP, 0));
        events.add(expects -> channel(expects, BOOTH, 2));
        for (String member : members) {
            events.add(expects -> new DirectoryEvent.MemberAdded(expects, new UserId(member)));
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < events.size(); n++) {
            records.add(new VoiceRecords(Stack.PARTITIONS)
                    .of(
                            VoiceTopic.DIRECTORY,
                            guild.id,
                            RecordCodec.DIRECTORY.encode(events.get(n).apply((long) n)),
                            CloudEvent.of("directory", "/faults", Instant.now())));
        }
        stack.topics().append(records);
        return guild;
    }

    public GuildId id() {
        return id;
    }

    /** What all clients of this guild saw under each version. */
    public VersionLedger ledger() {
        return ledger;
    }

    /** A member who is not connected yet. */
    public Person person(String userId, URI... gateways) {
        List<URI> doors = gateways.length == 0 ? List.of(stack.gateway().address()) : List.of(gateways);
        return new Person(userId, id.value(), () -> Tokens.of(userId), doors, ledger);
    }

    private static DirectoryEvent channel(long expects, String name, int seats) {
        return new DirectoryEvent.ChannelCreated(expects, new ChannelId(name), name, ChannelKind.VOICE, seats);
    }
}
