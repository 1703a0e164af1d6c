package dev.earshot.gateway.log;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import reactor.core.publisher.Mono;

/** The log's writer. Records of one guild keep the order in which they were appended. */
public interface EventLog {
    /**
     * Appends to {@code voice.events}, at once, subscribed or not; the result comes when all in-sync replicas have it.
     * Fails with {@link LogUnavailable} within 5 s if they do not: the outcome is then unknown. Fails with {@link AppendRefused} if
     * Kafka does not take this record at all.
     */
    Mono<RecordPosition> append(GuildId guild, VoiceEvent event);

    /** Appends to {@code voice.signals}, under the same terms. */
    Mono<RecordPosition> append(GuildId guild, VoiceSignal.Speaking signal);
}
