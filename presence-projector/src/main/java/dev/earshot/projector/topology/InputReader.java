package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bytes to inputs. Never throws for what a record may hold. */
final class InputReader {
    private final int partition;
    private final int partitions;

    /** @param partition the one whose records are read, of {@code partitions} that every voice topic has */
    InputReader(int partition, int partitions) {
        this.partition = partition;
        this.partitions = partitions;
    }

    Input read(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return topic.equals(VoiceTopic.EVENTS.topic())
                ? read(RecordCodec.EVENTS.decode(value), event -> ofGuild(key, guild -> new Input.Event(guild, event)))
                : read(RecordCodec.SIGNALS.decode(value), signal -> signal(key, signal));
    }

    private Input signal(byte @Nullable [] key, VoiceSignal signal) {
        return switch (signal) {
            case VoiceSignal.Tick tick -> new Input.Tick(tick);
            case VoiceSignal.Speaking speaking -> ofGuild(key, guild -> new Input.Speaking(guild, speaking));
        };
    }

    private static <T> Input read(Decoded<T> decoded, Function<T, Input> known) {
        return switch (decoded) {
            case Decoded.Known<T>(T value) -> known.apply(value);
            case Decoded.UnknownType<T> _ -> new Input.Unknown();
            case Decoded.Unreadable<T>(String reason) -> new Input.Dead("unreadable", reason);
        };
    }

    // A guild's records must meet in one task. One that another tool wrote into a wrong partition would make a second,
    // secret half of the guild there.
    private Input ofGuild(byte @Nullable [] key, Function<GuildId, Input> known) {
        String text = key == null ? null : new String(key, UTF_8);
        if (text == null || !IdText.isId(text)) return new Input.Dead("bad-key", "The record's key is not a guild id");
        GuildId guild = new GuildId(text);
        String misplaced = GuildPartition.misplaced(guild, partition, partitions);
        return misplaced == null ? known.apply(guild) : new Input.Dead("wrong-partition", misplaced);
    }
}
