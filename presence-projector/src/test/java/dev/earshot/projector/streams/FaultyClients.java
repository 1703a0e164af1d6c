package dev.earshot.projector.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka's own clients, of which the producer dies after as many sends as it is told, and takes its stream thread along. */
final class FaultyClients implements KafkaClientSupplier {
    private final AtomicLong sendsLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile Predicate<ProducerRecord<byte[], byte[]>> deadly = _ -> false;

    /** Dies whenever it is to send such a record. */
    void dieAt(Predicate<ProducerRecord<byte[], byte[]>> record) {
        deadly = record;
    }

    void dieAfter(long sends) {
        sendsLeft.set(sends);
    }

    boolean isDead() {
        return sendsLeft.get() <= 0;
    }

    void live() {
        sendsLeft.set(Long.MAX_VALUE);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (deadly.test(record)) throw new IllegalStateException("Killed by the test's record");
                if (sendsLeft.getAndDecrement() <= 0) throw new IllegalStateException("Killed by the test");
                return super.send(record, callback);
            }

            @Override
            public void close() {
                close(Duration.ofMinutes(1));
            }

            // What is still on its way when a process is killed never arrives.
            @Override
            public void close(Duration timeout) {
                super.close(isDead() ? Duration.ZERO : timeout);
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
