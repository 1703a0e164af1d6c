package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.GUILD;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Step;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A random history, folded from one offset to another. */
public final class FoldedHistory {
    private static final int LENGTH = 2_000;

    private FoldedHistory() {}

    public static GuildMoment of(long seed, int from, int to, GuildMoment start) {
        GuildFolder folder = new GuildFolder(GUILD, start, (Step _) -> true);
        List<SomeHistory.Happened> history = SomeHistory.of(seed, LENGTH);
        for (int offset = from; offset < to; offset++) fold(folder, offset, history.get(offset));
        return folder.moment();
    }

    static void fold(GuildFolder folder, long offset, SomeHistory.Happened happened) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "voice.events",
                0,
                offset,
                happened.appended().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                folder.key(),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        folder.fold(record, new Decoded.Known<VoiceEvent>(happened.event()));
    }
}
