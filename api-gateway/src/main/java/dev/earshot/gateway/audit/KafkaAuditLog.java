package dev.earshot.gateway.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.log.AppendFailures;
import dev.earshot.gateway.log.VoiceTopics;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Appends facts through a producer of its own, so that an audit topic that is slow never holds up the log. While Kafka is away
 * facts wait two minutes for it, up to 8 MiB of them, then they are dropped, counted and named once in the log.
 */
@Component
final class KafkaAuditLog implements AuditLog, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditLog.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final long BUFFER_BYTES = 8L << 20;

    private final Producer<byte[], byte[]> producer;
    private final VoiceRecords records;
    private final Clock clock;
    private final AppendFailures failures;
    private final MeterRegistry meters;
    private final RefusalRepeats repeats = new RefusalRepeats();
    private final QuestionRepeats questions = new QuestionRepeats();
    // Sending may wait for metadata while Kafka is away: never on a caller's thread, and in the order of the callers.
    private final Scheduler sender = Schedulers.newBoundedElastic(1, 100_000, "audit", 60, true);
    private final AtomicBoolean isTold = new AtomicBoolean();
    private volatile @Nullable Disposable looking;

    KafkaAuditLog(
            KafkaProperties settings, Clock clock, AppendFailures failures, MeterRegistry meters, VoiceTopics topics) {
        this.failures = failures;
        Map<String, Object> config = settings.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.records = new VoiceRecords(topics.partitions());
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Mono<Void> append(AuditFact fact) {
        return switch (fact) {
            case AuditFact.JoinRefused _, AuditFact.TokenRefused _ -> gather(fact);
            case AuditFact.Queried asked -> ask(asked);
            case AuditFact.LoggedIn _, AuditFact.TokenIssued _, AuditFact.DeadRetried _ -> send(fact);
        };
    }

    private Mono<Void> gather(AuditFact refusal) {
        synchronized (repeats) {
            repeats.add(refusal).ifPresent(this::sendAlone);
        }
        return Mono.empty();
    }

    private Mono<Void> ask(AuditFact.Queried asked) {
        List<AuditFact.Queried> ready;
        synchronized (questions) {
            ready = questions.add(asked);
        }
        return Flux.fromIterable(ready.stream().map(this::send).toList())
                .flatMap(sending -> sending)
                .then();
    }

    private Mono<Void> send(AuditFact fact) {
        Mono<Void> sending = Mono.<Void>create(sink -> {
                    ProducerRecord<byte[], byte[]> record = record(fact);
                    try {
                        producer.send(record, (metadata, failed) -> {
                            failures.settle(record, metadata, failed, type(fact));
                            if (failed == null) {
                                isTold.set(false);
                                sink.success();
                            } else sink.error(failed);
                        });
                    } catch (KafkaException away) {
                        failures.settle(record, null, away, type(fact));
                        sink.error(away);
                    }
                })
                .subscribeOn(sender)
                .doOnError(_ -> dropped(fact))
                // The fact is sent whether or not somebody waits for it.
                .cache();
        sending.subscribe(_ -> {}, _ -> {});
        return sending;
    }

    private void sendAlone(AuditFact fact) {
        send(fact).onErrorComplete().subscribe();
    }

    // That it could not be kept, not what it was: the log is not the audit. Once: a flood of them says no more than the
    // first.
    private void dropped(AuditFact fact) {
        meters.counter("earshot.audit.dropped", "type", type(fact)).increment();
        if (!isTold.getAndSet(true))
            LOG.warn("Dropping audit facts until Kafka takes them, the first a {}", type(fact));
    }

    private ProducerRecord<byte[], byte[]> record(AuditFact fact) {
        CloudEvent attributes = CloudEvent.of(type(fact), "/gateways", fact.at());
        byte[] value = RecordCodec.AUDIT.encode(fact);
        GuildId guild = guild(fact);
        if (guild != null) return records.of(VoiceTopic.AUDIT, guild, value, attributes);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(VoiceTopic.AUDIT.topic(), VoiceTopic.NO_GUILD.getBytes(UTF_8), value);
        attributes.writeTo(record.headers());
        return record;
    }

    private static @Nullable GuildId guild(AuditFact fact) {
        return switch (fact) {
            case AuditFact.JoinRefused join -> join.guild();
            case AuditFact.TokenIssued issued -> issued.guild();
            case AuditFact.TokenRefused token -> token.guild();
            case AuditFact.LoggedIn _, AuditFact.Queried _, AuditFact.DeadRetried _ -> null;
        };
    }

    private static String type(AuditFact fact) {
        return switch (fact) {
            case AuditFact.LoggedIn _ -> "logged-in";
            case AuditFact.JoinRefused _ -> "join-refused";
            case AuditFact.TokenIssued _ -> "token-issued";
            case AuditFact.TokenRefused _ -> "token-refused";
            case AuditFact.Queried _ -> "queried";
            case AuditFact.DeadRetried _ -> "dead-retried";
        };
    }

    @Override
    public void start() {
        looking = Flux.interval(LOOK_EVERY).onBackpressureDrop().subscribe(_ -> flush());
    }

    private void flush() {
        Instant now = clock.instant();
        List<AuditFact> ready;
        synchronized (repeats) {
            ready = new ArrayList<>(repeats.ready(now));
        }
        synchronized (questions) {
            ready.addAll(questions.ready(now));
        }
        ready.forEach(this::sendAlone);
    }

    @Override
    public void stop() {
        Disposable running = looking;
        if (running != null) running.dispose();
        looking = null;
        List<AuditFact> rest;
        synchronized (repeats) {
            rest = new ArrayList<>(repeats.all());
        }
        synchronized (questions) {
            rest.addAll(questions.all());
        }
        Flux.fromIterable(rest)
                .flatMap(fact -> send(fact).onErrorComplete())
                .then()
                .timeout(Duration.ofSeconds(3), Mono.empty())
                .block();
        sender.dispose();
        producer.close(Duration.ofSeconds(3));
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}
