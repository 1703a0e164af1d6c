package dev.earshot.bench.replay;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.VoiceRecords;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a long log of one guild with {@value #PRESENT} people present: of twenty events sixteen toggles, two moves, a leave and
 * the return of whoever left. Records are as gateways write them, with their headers.
 */
final class LongLog {
    static final GuildId GUILD = new GuildId("bench");
    static final int PRESENT = 1_000;

    private static final int CHANNELS = 10;

    private final Random random = new Random(4711);
    private final boolean[] muted = new boolean[PRESENT];
    private final int[] channel = new int[PRESENT];
    private int away = -1;

    static void write(String bootstrap, long events) {
        TopicGuard.check(Map.of("bootstrap.servers", bootstrap), TopicSettings.DEFAULTS);
        VoiceRecords records = new VoiceRecords(TopicSettings.DEFAULTS.partitions());
        LongLog log = new LongLog();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 1 << 18, "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < events; i++) {
                VoiceEvent event = i < PRESENT ? log.joined((int) i, (int) i % CHANNELS) : log.next();
                CloudEvent head = CloudEvent.of(RecordCodec.typeOf(event), "/gateways/gateway-1", Instant.now());
                var _ = producer.send(
                        records.of(VoiceTopic.EVENTS, GUILD, RecordCodec.EVENTS.encode(event), head), LongLog::check);
            }
        }
    }

    private static void check(Object ignored, @Nullable Exception failed) {
        if (failed != null) throw new IllegalStateException("the log could not be written", failed);
    }

    private VoiceEvent next() {
        int what = random.nextInt(20);
        int user = random.nextInt(PRESENT);
        if (what == 0 && away >= 0) {
            int back = away;
            away = -1;
            return joined(back, random.nextInt(CHANNELS));
        }
        if (user == away) user = (user + 1) % PRESENT;
        if (what <= 1 && away < 0) {
            away = user;
            return new VoiceEvent.Left(user(user), session(user), connection(user), LeftWhy.ASKED);
        }
        return what <= 3 ? joined(user, (channel[user] + 1) % CHANNELS) : toggled(user);
    }

    private VoiceEvent toggled(int user) {
        muted[user] = !muted[user];
        OwnState own = new OwnState(muted[user], false, false, false, AudioState.ON);
        return new VoiceEvent.StateSet(user(user), session(user), connection(user), own);
    }

    private VoiceEvent joined(int user, int into) {
        channel[user] = into;
        muted[user] = false;
        return new VoiceEvent.Joined(
                user(user),
                session(user),
                connection(user),
                new GatewayId("gateway-1-4f7c2a91"),
                new ChannelId("channel-" + into),
                0,
                new Profile("Person " + user, null),
                false,
                false,
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                1,
                null,
                "1.0.0");
    }

    private static UserId user(int user) {
        return new UserId("user-" + user);
    }

    // As long as the real ones.
    private static SessionId session(int user) {
        return new SessionId("0b5e4f6a-8c1d-4c7e-9a55-47f0b27a" + (1000 + user));
    }

    private static ConnectionId connection(int user) {
        return new ConnectionId("7c5e4f6a-8c1d-4c7e-9a55-1d3e5f7a" + (1000 + user));
    }
}
