package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.journal.JournalEntry;
import dev.earshot.projector.repair.RefusedOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a journal entry says: the only way out, the first time and when Kafka gives an input again. Facts and verdicts go
 * as they were decided; rows go as they are now.
 */
final class Emission {
    private static final String SOURCE = "/projector";

    /** In bytes, of the key that a dead letter without a value keeps. */
    private static final int LONGEST_KEY = 1 << 10;

    private final ProcessorContext<Object, byte[]> context;

    Emission(ProcessorContext<Object, byte[]> context) {
        this.context = context;
    }

    /** A record, ready to go. */
    record Output(VoiceTopic topic, Record<byte[], byte[]> record) {}

    List<Output> outputs(GuildId guild, JournalEntry entry, LiveGuild now) {
        List<Output> outputs = new ArrayList<>();
        for (JournalEntry.TouchedRow touched : entry.rows())
            outputs.add(row(guild, entry, touched, now.row(touched.user())));
        for (VoiceChange fact : entry.facts()) outputs.add(fact(guild, fact));
        for (int i = 0; i < entry.expiries().size(); i++) outputs.add(verdict(guild, entry, i));
        return outputs;
    }

    void send(List<Output> outputs) {
        for (Output output : outputs) send(output.record(), PresenceTopology.sink(output.topic()));
    }

    private void send(Record<?, byte[]> record, String sink) {
        context.forward(record, sink);
    }

    /** The dead topic's copy of a record: key, value and headers as they were, and why. */
    void dead(Record<byte[], byte[]> record, Cause cause, String reason) {
        Headers headers = new RecordHeaders(record.headers())
                .add(VoiceRecords.REASON, reason.getBytes(UTF_8))
                .add(VoiceRecords.ORIGIN, cause.input().getBytes(UTF_8));
        send(record.withHeaders(headers), PresenceTopology.deadSink(cause.topic()));
    }

    /** The dead letter of an output that was refused: a retry writes it to its destination. */
    void dead(RefusedOutput refused) {
        String destination = refused.topic() + '/' + refused.partition();
        Headers headers = new RecordHeaders(refused.headers())
                .add(VoiceRecords.REASON, refused.sentence().getBytes(UTF_8))
                .add(VoiceRecords.ORIGIN, refused.origin().getBytes(UTF_8))
                .add(VoiceRecords.DESTINATION, destination.getBytes(UTF_8));
        send(record(refused.key(), refused.value(), now(), headers), PresenceTopology.deadSink(refused.topic()));
    }

    /** A dead letter that was refused itself: why and from where, without the value, the headers and a long key. */
    void withoutValue(RefusedOutput refused) {
        Headers headers = new RecordHeaders();
        for (String name : List.of(VoiceRecords.REASON, VoiceRecords.ORIGIN, VoiceRecords.DESTINATION)) {
            Header header = refused.headers().lastHeader(name);
            if (header != null) headers.add(header);
        }
        byte[] value = refused.value();
        int size = value == null ? 0 : value.length;
        headers.add(
                DeadLetters.CUT,
                "The value is too large to be kept here: %d bytes"
                        .formatted(size)
                        .getBytes(UTF_8));
        byte[] key = refused.key();
        if (key != null && key.length > LONGEST_KEY) key = Arrays.copyOf(key, LONGEST_KEY);
        send(record(key, new byte[0], now(), headers), PresenceTopology.sinkOf(refused.topic()));
    }

    /** Sends a record again that was refused only because of others in its request. */
    void again(RefusedOutput refused) {
        Record<byte[], byte[]> record =
                record(refused.key(), refused.value(), Math.max(0, refused.timestamp()), refused.headers());
        send(record, PresenceTopology.sinkOf(refused.topic()));
    }

    /** Writes a row of the table as it should be; empty for a tombstone. */
    void repair(PresenceKey key, Optional<PresenceRow> row, long generation) {
        Headers headers = headers(CloudEvent.of("presence-row", SOURCE, Instant.ofEpochMilli(now())))
                .add(
                        PresenceHeaders.CHANGE,
                        (row.isPresent() ? "state" : PresenceHeaders.left(EndReason.LEFT)).getBytes(UTF_8))
                .add(PresenceHeaders.REPAIR, Long.toString(generation).getBytes(UTF_8));
        byte[] value = row.map(RecordCodec.PRESENCE::encode).orElse(null);
        send(record(key.toString().getBytes(UTF_8), value, now(), headers), PresenceTopology.sink(VoiceTopic.PRESENCE));
    }

    /** Begins a repair of the partition's table. */
    void generation(PartitionGeneration generation) {
        Headers headers = headers(CloudEvent.of("generation", SOURCE, Instant.ofEpochMilli(now())));
        PartitionKey key = new PartitionKey(context.taskId().partition(), PartitionGeneration.key());
        send(
                new Record<Object, byte[]>(key, RecordCodec.GENERATIONS.encode(generation), now(), headers),
                PresenceTopology.GENERATION_SINK);
    }

    private long now() {
        return context.currentSystemTimeMs();
    }

    private static Output row(
            GuildId guild, JournalEntry entry, JournalEntry.TouchedRow touched, @Nullable PresenceRow row) {
        String input = entry.cause().input();
        CloudEvent event = new CloudEvent(UUID.randomUUID().toString(), "presence-row", SOURCE, entry.at());
        Headers headers = headers(event)
                .add(PresenceHeaders.CHANGE, change(touched, row).getBytes(UTF_8))
                .add(PresenceHeaders.CAUSE, input.getBytes(UTF_8));
        Refusal refusal = touched.refusal();
        if (refusal != null) headers.add(Refusal.HEADER, refusal.toString().getBytes(UTF_8));
        byte[] value = row == null ? null : RecordCodec.PRESENCE.encode(row);
        String key = new PresenceKey(guild, touched.user()).toString();
        return output(VoiceTopic.PRESENCE, key, value, entry.at(), headers);
    }

    // Sent again later, a row may be a tombstone by now, or a tombstone a row: its own input says the precise word.
    private static String change(JournalEntry.TouchedRow touched, @Nullable PresenceRow now) {
        if (touched.gone() == (now == null) || touched.refusal() != null) return touched.change();
        return now == null ? PresenceHeaders.left(EndReason.LEFT) : "state";
    }

    private static Output fact(GuildId guild, VoiceChange fact) {
        String id = fact.cause().input() + '/' + fact.cause().index();
        CloudEvent event = new CloudEvent(id, RecordCodec.typeOf(fact), SOURCE, fact.at());
        return output(VoiceTopic.CHANGES, guild.value(), RecordCodec.CHANGES.encode(fact), fact.at(), headers(event));
    }

    private static Output verdict(GuildId guild, JournalEntry entry, int index) {
        VoiceEvent.Expired expired = entry.expiries().get(index);
        String id = entry.cause().input() + '/' + guild + '/' + index;
        CloudEvent event = new CloudEvent(id, RecordCodec.typeOf(expired), SOURCE, entry.at());
        return output(VoiceTopic.EVENTS, guild.value(), RecordCodec.EVENTS.encode(expired), entry.at(), headers(event));
    }

    private static Headers headers(CloudEvent event) {
        Headers headers = new RecordHeaders();
        event.writeTo(headers);
        return headers;
    }

    private static Output output(VoiceTopic topic, String key, byte @Nullable [] value, Instant at, Headers headers) {
        return new Output(topic, record(key.getBytes(UTF_8), value, Math.max(0, at.toEpochMilli()), headers));
    }

    @SuppressWarnings("NullAway") // a tombstone's value is null, which Kafka's types do not say
    private static Record<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers) {
        return new Record<>(key, value, timestamp, headers);
    }
}
