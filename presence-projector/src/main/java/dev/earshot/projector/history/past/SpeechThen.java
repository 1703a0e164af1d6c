package dev.earshot.projector.history.past;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.fold.SpeechFold;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.projector.history.log.LogReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Who was speaking. Whoever is shown speaking has said so in the last seconds, so the signals of a little while before are
 * enough; they are folded over presence as it was, for what is shown depends on both as they are, not on how they came about.
 */
public final class SpeechThen {
    /** A repeat counts for {@link SpeechFold#SILENCE}, and ends with the tick after it; the rest is for late ticks. */
    private static final Duration BEFORE = SpeechFold.SILENCE.multipliedBy(6);

    private SpeechThen() {}

    /**
     * The guild with its speech.
     *
     * @param known whether signals of that moment are kept
     */
    public record Known(LiveGuild guild, boolean known) {}

    public static Known at(LogReader reader, TopicPartition signals, GuildId guild, LiveGuild silent, Instant at) {
        Instant from = at.minus(BEFORE);
        long first = reader.first(signals);
        OffsetAndTimestamp oldest = reader.firstFrom(signals, Instant.EPOCH);
        // Nothing was ever deleted, or what was is older than all that matters here.
        boolean known = first == 0
                || oldest != null
                        && oldest.timestamp() <= at.minus(SpeechFold.SILENCE).toEpochMilli();
        if (!known) return new Known(silent, false);
        Signals heard = new Signals(guild, silent);
        reader.read(signals, reader.near(signals, from), reader.near(signals, at), heard::take);
        return new Known(heard.state, true);
    }

    private static final class Signals {
        private final GuildId guild;
        private final byte[] key;
        private LiveGuild state;
        private FoldTime time = FoldTime.NONE;

        Signals(GuildId guild, LiveGuild state) {
            this.guild = guild;
            this.key = guild.value().getBytes(StandardCharsets.UTF_8);
            this.state = state;
        }

        boolean take(List<ConsumerRecord<byte[], byte[]>> records) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                time = time.advance(record.timestamp());
                if (time.isSetBack())
                    state = LiveFold.signalsSetBack(state, time).next();
                // What cannot be read was dead live, too, and speech that nobody saw.
                if (RecordCodec.SIGNALS.decode(record.value())
                        instanceof Decoded.Known<VoiceSignal>(VoiceSignal signal)) hear(record, signal);
            }
            return true;
        }

        private void hear(ConsumerRecord<byte[], byte[]> record, VoiceSignal signal) {
            Cause cause = new Cause(record.topic(), record.partition(), record.offset(), 0);
            Instant at = time.now();
            switch (signal) {
                case VoiceSignal.Speaking speaking -> {
                    if (Arrays.equals(key, record.key()))
                        state = LiveFold.speaking(guild, state, new Recorded<>(cause, at, speaking))
                                .next();
                }
                case VoiceSignal.Tick tick ->
                    state = LiveFold.silence(guild, state, new Recorded<>(cause, at, tick))
                            .next();
            }
        }
    }
}
