package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.projector.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private final ProcessorContext<byte[], byte[]> context;

    Emission(ProcessorContext<byte[], byte[]> context) {
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
        for (Output output : outputs) context.forward(output.record(), PresenceTopology.sink(output.topic()));
    }

    /** The dead topic's copy of a record: key, value and headers as they were, and why. */
    void dead(Record<byte[], byte[]> record, Cause cause, String reason) {
        Headers headers = new RecordHeaders(record.headers())
                .add(VoiceRecords.REASON, reason.getBytes(UTF_8))
                .add(VoiceRecords.ORIGIN, cause.input().getBytes(UTF_8));
        context.forward(record.withHeaders(headers), PresenceTopology.deadSink(cause.topic()));
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

    @SuppressWarnings("NullAway") // a tombstone's value is null, which Kafka's types do not say
    private static Output output(VoiceTopic topic, String key, byte @Nullable [] value, Instant at, Headers headers) {
        return new Output(topic, new Record<>(key.getBytes(UTF_8), value, Math.max(0, at.toEpochMilli()), headers));
    }
}
