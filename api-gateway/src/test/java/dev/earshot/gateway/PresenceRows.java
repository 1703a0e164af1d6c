package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.VoiceRecords;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes rows of {@code voice.presence} as the projector does. */
public final class PresenceRows implements AutoCloseable {
    public static final GuildId DEMO = new GuildId("demo");
    public static final ChannelId LOUNGE = new ChannelId("lounge");
    public static final ChannelId MUSIC = new ChannelId("music");

    private final KafkaProducer<byte[], byte[]> producer;

    public PresenceRows(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The user is in the channel with this session from now on. */
    public void present(UserId user, ChannelId channel, SessionId session) {
        present(user, channel, session, false);
    }

    /** As above, muted by themselves or not. */
    public void present(UserId user, ChannelId channel, SessionId session, boolean muted) {
        PresenceRow row = new PresenceRow(
                user,
                channel,
                session,
                new ConnectionId("c-" + session.value()),
                0,
                new GatewayId("g1"),
                "hash",
                "0-0",
                new Profile(user.value(), null),
                OwnState.joining(muted, false),
                Moderation.NONE,
                false,
                Instant.now(),
                Connection.LIVE);
        write(user, row);
    }

    /** The user is in no channel from now on. */
    public void absent(UserId user) {
        write(user, null);
    }

    /** These bytes, under the user's key, in this partition. */
    public void raw(int partition, UserId user, byte[] value) {
        byte[] key = new PresenceKey(DEMO, user).toString().getBytes(UTF_8);
        send(new ProducerRecord<>(VoiceTopic.PRESENCE.topic(), partition, key, value));
    }

    private void write(UserId user, @Nullable PresenceRow row) {
        byte[] value = row == null ? null : RecordCodec.PRESENCE.encode(row);
        String key = new PresenceKey(DEMO, user).toString();
        send(new VoiceRecords(TopicSettings.DEFAULTS.partitions())
                .of(VoiceTopic.PRESENCE, DEMO, key, value, CloudEvent.of("row", "/test", Instant.now())));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
