package dev.earshot.gateway.directory;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.log.AppendRefused;
import dev.earshot.gateway.log.EventLog;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.log.VoiceTopics;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Changes the directory. An event names the version it expects; the writer waits until it has read its own record back, for
 * only then is it known whether it was the first.
 */
@Component
public final class DirectoryWriter {
    private static final Duration READ_BACK = Duration.ofSeconds(5);

    private final DirectoryKafka kafka;
    private final DirectoryViews views;
    private final DirectoryTail tail;
    private final EventLog log;
    private final Clock clock;
    private final VoiceRecords records;

    DirectoryWriter(
            DirectoryKafka kafka,
            DirectoryViews views,
            DirectoryTail tail,
            EventLog log,
            Clock clock,
            VoiceTopics topics) {
        this.kafka = kafka;
        this.views = views;
        this.tail = tail;
        this.log = log;
        this.clock = clock;
        this.records = new VoiceRecords(topics.partitions());
    }

    /**
     * Appends an event and completes with the view it made. Fails with {@link DirectoryConflict} if another change came first,
     * with {@link AppendRefused} if Kafka does not take the event, and with {@link LogUnavailable} within 10 s if Kafka does not
     * answer: the outcome is then unknown.
     */
    public Mono<GuildView> append(GuildId guild, DirectoryEvent event) {
        return Mono.defer(() -> {
                    long version = views.guild(guild).map(GuildView::version).orElse(0L);
                    return version == event.expects() ? send(guild, event) : Mono.error(new DirectoryConflict());
                })
                .flatMap(view -> tellTheLog(guild, event, view).thenReturn(view));
    }

    private Mono<GuildView> send(GuildId guild, DirectoryEvent event) {
        CloudEvent attributes = CloudEvent.of(type(event), "/directory", clock.instant());
        ProducerRecord<byte[], byte[]> record =
                records.of(VoiceTopic.DIRECTORY, guild, RecordCodec.DIRECTORY.encode(event), attributes);
        return Mono.fromFuture(() -> kafka.send(record))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(written -> Mono.fromFuture(() -> tail.outcome(guild, written.partition(), written.offset()))
                        .timeout(READ_BACK))
                // Off the tail's thread, which has more to read.
                .publishOn(Schedulers.parallel())
                .onErrorMap(cause -> AppendRefused.of("A change of guild " + guild, cause))
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(DirectoryConflict::new));
    }

    // voice.events alone must fold to the same presence for ever, so it is told what takes people out of channels.
    // Should this gateway die in between, those that hold the sessions take them out: they check at every change.
    private Mono<Void> tellTheLog(GuildId guild, DirectoryEvent event, GuildView view) {
        return switch (event) {
            case DirectoryEvent.ChannelDeleted deleted ->
                log.append(guild, new VoiceEvent.ChannelClosed(deleted.channel(), view.offset()))
                        .then();
            case DirectoryEvent.MemberRemoved removed ->
                log.append(guild, new VoiceEvent.MemberRemoved(removed.user(), view.offset()))
                        .then();
            case DirectoryEvent.GuildCreated _, DirectoryEvent.ChannelCreated _, DirectoryEvent.MemberAdded _ ->
                Mono.empty();
        };
    }

    private static String type(DirectoryEvent event) {
        return switch (event) {
            case DirectoryEvent.GuildCreated _ -> "guild-created";
            case DirectoryEvent.ChannelCreated _ -> "channel-created";
            case DirectoryEvent.ChannelDeleted _ -> "channel-deleted";
            case DirectoryEvent.MemberAdded _ -> "member-added";
            case DirectoryEvent.MemberRemoved _ -> "member-removed";
        };
    }
}
