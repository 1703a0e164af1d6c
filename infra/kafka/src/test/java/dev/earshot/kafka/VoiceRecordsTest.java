package dev.earshot.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class VoiceRecordsTest {
    private static final GuildId DEMO = new GuildId("demo");
    private static final CloudEvent JOINED =
            new CloudEvent("1", "joined", "/gateways/g1", Instant.parse("2026-01-02T03:04:05.678Z"));
    private static final byte[] VALUE = "{}".getBytes(UTF_8);
    private final VoiceRecords records = new VoiceRecords(12);

    @Test
    void a_guilds_records_share_a_partition_whatever_their_key() {
        int events = records.of(VoiceTopic.EVENTS, DEMO, VALUE, JOINED).partition();
        int presence = records.of(VoiceTopic.PRESENCE, DEMO, "demo/alice", null, JOINED)
                .partition();
        assertThat(events).isEqualTo(presence).isEqualTo(GuildPartition.of(DEMO, 12));
    }

    @Test
    void the_partition_is_the_one_that_kafkas_own_partitioner_takes_for_the_guilds_bytes() {
        for (int i = 0; i < 500; i++) {
            GuildId guild = new GuildId("guild-" + "x".repeat(i % 7) + i);
            int kafkas = Utils.toPositive(Utils.murmur2(guild.value().getBytes(UTF_8))) % 12;
            assertThat(records.of(VoiceTopic.EVENTS, guild, VALUE, JOINED).partition())
                    .isEqualTo(kafkas);
        }
    }

    @Test
    void the_attributes_that_were_written_are_read_back() {
        ProducerRecord<byte[], byte[]> record = records.of(VoiceTopic.EVENTS, DEMO, VALUE, JOINED);
        assertThat(CloudEvent.readFrom(record.headers())).contains(JOINED);
        assertThat(record.headers().lastHeader("ce_specversion").value()).isEqualTo("1.0".getBytes(UTF_8));
        assertThat(record.headers().lastHeader("content-type").value()).isEqualTo("application/json".getBytes(UTF_8));
    }

    @Test
    void headers_that_are_no_cloud_event_read_as_none() {
        RecordHeaders malformed = new RecordHeaders();
        JOINED.writeTo(malformed);
        malformed.add("ce_time", "yesterday".getBytes(UTF_8));
        assertThat(CloudEvent.readFrom(malformed)).isEmpty();
        assertThat(CloudEvent.readFrom(new RecordHeaders())).isEmpty();
    }

    @Test
    void a_dead_record_is_as_it_was_and_says_why_and_from_where() {
        var read = new ConsumerRecord<>("voice.events", 3, 41L, "demo".getBytes(UTF_8), "{oops".getBytes(UTF_8));
        JOINED.writeTo(read.headers());
        ProducerRecord<byte[], byte[]> dead = VoiceRecords.dead(VoiceTopic.EVENTS, read, "No JSON");
        assertThat(dead.topic()).isEqualTo("voice.events.dead");
        assertThat(dead.partition()).isEqualTo(3);
        assertThat(dead.value()).isEqualTo(read.value());
        assertThat(CloudEvent.readFrom(dead.headers())).contains(JOINED);
        assertThat(dead.headers().lastHeader("reason").value()).isEqualTo("No JSON".getBytes(UTF_8));
        assertThat(dead.headers().lastHeader("origin").value()).isEqualTo("voice.events/3/41".getBytes(UTF_8));
    }
}
