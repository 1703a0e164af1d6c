package dev.earshot.projector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.kafka.VoiceKafka;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes rows into the live table that no fold ever wrote. */
record PlantedRows(String bootstrap, VoiceKafka voice) {
    /** @param row null takes the person's row out */
    void plant(GuildId guild, String user, @Nullable PresenceRow row) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = new PresenceKey(guild, new UserId(user)).toString().getBytes(UTF_8);
            byte[] value = row == null ? null : RecordCodec.PRESENCE.encode(row);
            producer.send(new ProducerRecord<>(VoiceTopic.PRESENCE.topic(), voice.partitionOf(guild), key, value))
                    .get();
        }
    }
}
