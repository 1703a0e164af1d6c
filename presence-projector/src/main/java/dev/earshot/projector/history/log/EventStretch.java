package dev.earshot.projector.history.log;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.CannotAnswer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of {@code voice.events}, read and decoded. A long one is fetched by a thread of its own, which decodes as well
 * whenever it is ahead; the asking thread folds, and decodes what nobody has yet. So both cores work, however the work is
 * spread, and what is read ahead is bounded.
 */
public final class EventStretch {
    /** Shorter ones are done before a second thread is awake. */
    private static final int LONG = 5_000;
    /** Small, so that two threads share what one poll brought. */
    private static final int BATCH = 250;

    /** What waits here survives collections, and each of them copies it: with 16,000 events ahead they took over half of the time. */
    private static final int AHEAD = 16;
    /** Everything is decoded: the broker and the folding thread may have the core for a moment. */
    private static final long NAP_NANOS = 50_000;

    private final LogReader reader;
    private final TopicPartition partition;
    private final byte @Nullable [] key;

    /** @param key of the guild whose records are decoded; null for everybody's */
    public EventStretch(LogReader reader, TopicPartition partition, byte @Nullable [] key) {
        this.reader = reader;
        this.partition = partition;
        this.key = key;
    }

    /** Gets the records, in order; says whether to go on. */
    @FunctionalInterface
    public interface Events {
        /** @param decoded null if the record's key is another */
        boolean take(ConsumerRecord<byte[], byte[]> record, @Nullable Decoded<VoiceEvent> decoded);
    }

    /** Reads from one offset up to another, in this thread's time. */
    public void read(long start, long to, Events events) {
        try {
            if (to - start < LONG) readHere(start, to, events);
            else readWithHelp(start, to, events);
        } catch (InterruptedException stopped) {
            throw takenBack(stopped);
        }
    }

    private static CannotAnswer takenBack(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return CannotAnswer.away("The question was taken back.", stopped);
    }

    private void readHere(long start, long to, Events events) {
        reader.read(partition, start, to, records -> {
            try {
                return new EventBatch(records, key).drainTo(events);
            } catch (InterruptedException stopped) {
                throw takenBack(stopped);
            }
        });
    }

    private void readWithHelp(long start, long to, Events events) throws InterruptedException {
        Fetching fetching = new Fetching(start, to);
        Thread helper = Thread.ofPlatform().daemon().name("history-fetch").start(fetching);
        try {
            for (EventBatch batch = fetching.next(); batch != null; batch = fetching.next()) {
                if (!batch.drainTo(events)) break;
            }
        } finally {
            fetching.stopped = true;
            // The reader goes back to whoever lent it, so nobody else may be using it any more.
            joinWhateverHappens(helper);
        }
        if (fetching.failure != null) throw fetching.failure;
    }

    private static void joinWhateverHappens(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private final class Fetching implements Runnable {
        private final long start;
        private final long to;
        private final BlockingDeque<EventBatch> ahead = new LinkedBlockingDeque<>(AHEAD);
        private volatile boolean done;
        volatile boolean stopped;
        volatile @Nullable RuntimeException failure;

        Fetching(long start, long to) {
            this.start = start;
            this.to = to;
        }

        @Override
        public void run() {
            try {
                reader.read(partition, start, to, this::share);
            } catch (RuntimeException failed) {
                failure = failed;
            } finally {
                done = true;
            }
        }

        private boolean share(List<ConsumerRecord<byte[], byte[]>> records) {
            for (int from = 0; from < records.size() && !stopped; from += BATCH) {
                EventBatch batch = new EventBatch(records.subList(from, Math.min(records.size(), from + BATCH)), key);
                while (!ahead.offerLast(batch) && !stopped) help();
            }
            return !stopped;
        }

        // The folding thread is behind: the oldest batch that nobody has decoded is what it will need first.
        private void help() {
            for (EventBatch waiting : ahead) if (waiting.decode()) return;
            LockSupport.parkNanos(NAP_NANOS);
        }

        @Nullable
        EventBatch next() throws InterruptedException {
            while (true) {
                EventBatch batch = ahead.pollFirst(5, TimeUnit.MILLISECONDS);
                if (batch != null) return batch;
                if (done && ahead.isEmpty()) return null;
            }
        }
    }
}
