package dev.earshot.projector.topology;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
sealed interface Input {
    /** The guild whose input it is, null if it is of none or of all. */
    default @Nullable GuildId guild() {
        return null;
    }

    record Event(GuildId guild, VoiceEvent event) implements Input {}

    record Speaking(GuildId guild, VoiceSignal.Speaking speaking) implements Input {}

    /** Concerns every guild of the partition. */
    record Tick(VoiceSignal.Tick tick) implements Input {}

    /** Written by a newer version: counted and skipped. */
    record Unknown() implements Input {}

    /**
     * For the dead topic.
     *
     * @param reason a short name to count by
     * @param sentence for operators, without the record's content
     */
    record Dead(String reason, String sentence) implements Input {}
}
