package dev.earshot.projector.state;

import static kotlinx.collections.immutable.ExtensionsKt.toPersistentHashMap;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Speech;
import dev.earshot.events.fold.UserState;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The guilds of one partition in the store: {@code u/<guild>/<user>} and {@code c/<guild>/<channel>}. Written change by
 * change, read once, at the start of a task.
 */
public final class StoredGuilds {
    private static final String USERS = "u/";
    private static final String CHANNELS = "c/";
    private static final RecordCodec<StoredUser> USER = RecordCodec.of(StoredUser.class);
    private static final RecordCodec<ClosedChannel> CHANNEL = RecordCodec.of(ClosedChannel.class);

    private final KeyValueStore<String, byte[]> store;

    public StoredGuilds(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Stores a user as they are now, or forgets them. */
    public void put(GuildId guild, StoredUser user) {
        String key = USERS + guild + '/' + user.user();
        if (user.isForgotten()) store.delete(key);
        else store.put(key, USER.encode(user));
    }

    /** Remembers for ever that a channel was closed. */
    public void put(GuildId guild, ClosedChannel closed) {
        store.put(CHANNELS + guild + '/' + closed.channel(), CHANNEL.encode(closed));
    }

    /** Every guild that anything is remembered of. */
    public Map<GuildId, LiveGuild> load() {
        Map<GuildId, Parts> parts = new HashMap<>();
        scan(USERS, (guild, value) -> {
            StoredUser user = read(USER, value);
            Parts of = parts.computeIfAbsent(guild, _ -> new Parts());
            if (!user.state().equals(UserState.UNKNOWN)) of.users.put(user.user(), user.state());
            if (!user.speech().equals(Speech.SILENT)) of.speech.put(user.user(), user.speech());
        });
        scan(CHANNELS, (guild, value) -> {
            ClosedChannel closed = read(CHANNEL, value);
            parts.computeIfAbsent(guild, _ -> new Parts()).closed.put(closed.channel(), closed.directoryOffset());
        });
        Map<GuildId, LiveGuild> guilds = new HashMap<>();
        parts.forEach((guild, of) -> guilds.put(guild, of.whole()));
        return guilds;
    }

    private void scan(String prefix, Found found) {
        try (KeyValueIterator<String, byte[]> values = store.range(prefix, prefix + '~')) {
            while (values.hasNext()) {
                KeyValue<String, byte[]> entry = values.next();
                String guild = entry.key.substring(prefix.length(), entry.key.lastIndexOf('/'));
                found.value(new GuildId(guild), entry.value);
            }
        }
    }

    private static <T> T read(RecordCodec<T> codec, byte[] value) {
        return switch (codec.decode(value)) {
            case Decoded.Known<T>(T known) -> known;
            case Decoded.UnknownType<T>(String type) -> throw unreadable(type);
            case Decoded.Unreadable<T>(String reason) -> throw unreadable(reason);
        };
    }

    private static IllegalStateException unreadable(String reason) {
        return new IllegalStateException("The stored presence cannot be read (" + reason
                + "). Was the changelog written by a newer version? See \"Starting over\" in the README");
    }

    private interface Found {
        void value(GuildId guild, byte[] value);
    }

    private static final class Parts {
        final Map<UserId, UserState> users = new HashMap<>();
        final Map<UserId, Speech> speech = new HashMap<>();
        final Map<ChannelId, Long> closed = new HashMap<>();

        LiveGuild whole() {
            return new LiveGuild(GuildPresence.of(users, closed), toPersistentHashMap(speech));
        }
    }
}
