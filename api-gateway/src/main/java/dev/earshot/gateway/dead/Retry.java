package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.gateway.log.AppendRefused;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.log.OnDemandKafka;
import dev.earshot.gateway.log.RecordPosition;
import dev.earshot.kafka.VoiceRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.springframework.stereotype.Component;

/** Writes a dead record again to where it came from, once; what decides is {@link RetryLedger}. Blocks. */
@Component
final class Retry {
    /** What a record carries that was written again: the dead record it was. */
    static final String RETRIED = "retried";

    private static final Set<String> OURS =
            Set.of(VoiceRecords.REASON, VoiceRecords.ORIGIN, VoiceRecords.DESTINATION, RETRIED, RetryMark.ID);

    private final OnDemandKafka kafka;
    private final Clock clock;

    Retry(OnDemandKafka kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param now whether it was written by this call, or by one whose writer died before it could say so
     */
    record Outcome(RecordPosition written, boolean now) {}

    /** @throws LogUnavailable if Kafka does not answer; asking again is safe. @throws AppendRefused if it will never take the record */
    Outcome retry(TopicPartition dead, long offset) {
        try (Consumer<byte[], byte[]> reader = kafka.reader();
                Producer<byte[], byte[]> writer = kafka.writer()) {
            return new Try(reader, writer, dead, offset).run();
        } catch (KafkaException away) {
            throw AppendRefused.of("A dead record could not be retried", away);
        }
    }

    /** One call. */
    private final class Try {
        private final Consumer<byte[], byte[]> reader;
        private final Producer<byte[], byte[]> writer;
        private final TopicPartition dead;
        private final long offset;
        private final List<String> lost = new ArrayList<>();
        private boolean finishedAnothers;

        Try(Consumer<byte[], byte[]> reader, Producer<byte[], byte[]> writer, TopicPartition dead, long offset) {
            this.reader = reader;
            this.writer = writer;
            this.dead = dead;
            this.offset = offset;
        }

        Outcome run() {
            // Of what lies behind it only the marks are kept: there may be a flood of others.
            List<ConsumerRecord<byte[], byte[]>> rest =
                    since(dead, offset, each -> each.offset() == offset || RetryMark.isOne(each.headers()));
            if (rest.isEmpty() || rest.getFirst().offset() != offset) throw RetryRefusals.noSuchRecord();
            ConsumerRecord<byte[], byte[]> record = rest.getFirst();
            TopicPartition origin = RetryRefusals.origin(record);
            RetryLedger.State state = settled(marks(rest), origin);
            return switch (state) {
                case RetryLedger.State.Written(RecordPosition where) -> new Outcome(where, finishedAnothers);
                case RetryLedger.State.Running _ -> throw RetryRefusals.running();
                case RetryLedger.State.LeftOff _ -> throw new IllegalStateException("It has been settled");
                case RetryLedger.State.Untouched _ -> write(record, origin);
            };
        }

        /** Finds out what came of the tries that nobody finished. */
        private RetryLedger.State settled(List<RetryMark> marks, TopicPartition origin) {
            RetryLedger.State state = RetryLedger.state(marks, lost, clock.instant());
            while (state instanceof RetryLedger.State.LeftOff(RetryMark.Claimed claim)) {
                List<ConsumerRecord<byte[], byte[]>> written = since(
                        origin, claim.from(), each -> claim.id().equals(RetryMark.text(each.headers(), RetryMark.ID)));
                if (!written.isEmpty()) {
                    RecordPosition where = new RecordPosition(
                            origin.topic(),
                            origin.partition(),
                            written.getFirst().offset());
                    send(RetryMark.done(dead, offset, where));
                    finishedAnothers = true;
                    return new RetryLedger.State.Written(where);
                }
                lost.add(claim.id());
                state = RetryLedger.state(marks, lost, clock.instant());
            }
            return state;
        }

        private Outcome write(ConsumerRecord<byte[], byte[]> record, TopicPartition origin) {
            String id = UUID.randomUUID().toString();
            long began = System.nanoTime();
            send(RetryMark.claim(dead, offset, id, end(origin)));
            RetryLedger.State state = RetryLedger.state(
                    marks(since(dead, offset, each -> RetryMark.isOne(each.headers()))), lost, clock.instant());
            switch (state) {
                case RetryLedger.State.Running(String first) -> {
                    if (!first.equals(id)) throw RetryRefusals.running();
                }
                case RetryLedger.State.Written(RecordPosition where) -> {
                    return new Outcome(where, false);
                }
                case RetryLedger.State.Untouched _, RetryLedger.State.LeftOff _ -> throw RetryRefusals.running();
            }
            if (System.nanoTime() - began > RetryLedger.WRITES_WITHIN.toNanos()) throw RetryRefusals.running();
            RecordMetadata written = send(again(record, origin, id));
            RecordPosition where = new RecordPosition(written.topic(), written.partition(), written.offset());
            send(RetryMark.done(dead, offset, where));
            return new Outcome(where, true);
        }

        private ProducerRecord<byte[], byte[]> again(
                ConsumerRecord<byte[], byte[]> record, TopicPartition origin, String id) {
            ProducerRecord<byte[], byte[]> again =
                    new ProducerRecord<>(origin.topic(), origin.partition(), record.key(), record.value());
            for (Header header : record.headers()) {
                if (!OURS.contains(header.key())) again.headers().add(header);
            }
            String was = Places.text(new RecordPosition(dead.topic(), dead.partition(), offset));
            again.headers().add(RETRIED, was.getBytes(UTF_8)).add(RetryMark.ID, id.getBytes(UTF_8));
            return again;
        }

        private List<RetryMark> marks(List<ConsumerRecord<byte[], byte[]>> records) {
            return records.stream()
                    .flatMap(record -> RetryMark.read(record).stream())
                    .filter(mark -> mark.of() == offset)
                    .toList();
        }

        private List<ConsumerRecord<byte[], byte[]>> since(
                TopicPartition partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long end = end(partition);
            if (from >= end) return records;
            DeadTopics.read(reader, Map.of(partition, from), Map.of(partition, end), record -> {
                if (wanted.test(record)) records.add(record);
            });
            return records;
        }

        private long end(TopicPartition partition) {
            return reader.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        }

        private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
            try {
                return writer.send(record).get();
            } catch (ExecutionException failed) {
                throw new KafkaException("Kafka did not take a record of " + record.topic(), failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new KafkaException("Interrupted while writing to " + record.topic(), interrupted);
            }
        }
    }
}
