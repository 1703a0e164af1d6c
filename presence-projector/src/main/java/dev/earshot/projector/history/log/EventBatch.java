package dev.earshot.projector.history.log;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.voice.VoiceEvent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Some records, decoded by whichever thread comes to it first: decoding is most of what a replay costs. */
final class EventBatch {
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final byte @Nullable [] key;
    private final @Nullable Decoded<VoiceEvent>[] decoded;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch ready = new CountDownLatch(1);

    /** @param key whose records are decoded; null for everybody's */
    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    EventBatch(List<ConsumerRecord<byte[], byte[]>> records, byte @Nullable [] key) {
        this.records = records;
        this.key = key;
        this.decoded = new Decoded[records.size()];
    }

    /** Decodes if nobody does yet. Whether it was this call. */
    boolean decode() {
        if (!claimed.compareAndSet(false, true)) return false;
        try {
            for (int i = 0; i < decoded.length; i++) {
                ConsumerRecord<byte[], byte[]> record = records.get(i);
                if (key == null || Arrays.equals(key, record.key()))
                    decoded[i] = RecordCodec.EVENTS.decode(record.value());
            }
        } finally {
            ready.countDown();
        }
        return true;
    }

    /** Hands the records on, in order. Whether to go on. */
    boolean drainTo(EventStretch.Events events) throws InterruptedException {
        if (!decode()) ready.await();
        for (int i = 0; i < decoded.length; i++) {
            if (!events.take(records.get(i), decoded[i])) return false;
        }
        return true;
    }
}
