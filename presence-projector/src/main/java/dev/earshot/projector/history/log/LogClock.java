package dev.earshot.projector.history.log;

import dev.earshot.events.fold.FoldTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How the fold's time goes along one partition, up to an offset. Kafka finds the first record that was appended after a time; where
 * the clock had been ahead that is the wrong one for as long as it was ahead.
 *
 * <p>The rule: a moment is the log up to the last record at which the fold's time was not later than it. So the hour after a jump is
 * found, and what the clock said of that hour when it was ahead is not. Never changes.
 *
 * @param next the offset up to which it is known
 * @param time at the last record below it
 */
public record LogClock(long next, @Nullable Instant time, List<SetBack> setBacks) {
    /** Fewer are read one after the other. */
    private static final int FEW = 500;
    /** How far is looked for the end of a jump of the signals' clock, of which no checkpoint knows. */
    private static final int NEAR = 5_000;

    public LogClock {
        setBacks = List.copyOf(setBacks);
    }

    /** The clock further on. Reads every record between, and decodes none. */
    public LogClock upTo(LogReader reader, TopicPartition partition, long end) {
        if (end <= next) return this;
        List<SetBack> found = new ArrayList<>(setBacks);
        FoldTime[] now = {FoldTime.of(time)};
        reader.read(partition, next, end, records -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                now[0] = now[0].advance(record.timestamp());
                Instant from = now[0].setBackFrom();
                if (from != null) found.add(new SetBack(record.offset(), from, now[0].now()));
            }
            return true;
        });
        return new LogClock(end, now[0].at(), found);
    }

    /** The first offset that is no part of a moment. */
    public long after(LogReader reader, TopicPartition partition, Instant moment) {
        int count = setBacks.size();
        while (count > 0 && setBacks.get(count - 1).to().isAfter(moment)) count--;
        // Between two set-backs the time only grows, and this is the last stretch that begins in time.
        long end = count == setBacks.size() ? next : setBacks.get(count).offset();
        boolean ahead =
                setBacks.subList(0, count).stream().anyMatch(one -> one.from().isAfter(moment));
        if (ahead) return search(reader, partition, setBacks.get(count - 1).offset(), end, moment);
        OffsetAndTimestamp later = reader.firstAfter(partition, moment);
        return later == null ? end : Math.min(later.offset(), end);
    }

    /**
     * The same where nothing is known of the clock, as of signals, which are kept for a day only and too many to be read for a question: if
     * it was ahead for a short while, that is seen.
     */
    static long near(LogReader reader, TopicPartition partition, Instant moment) {
        OffsetAndTimestamp later = reader.firstAfter(partition, moment);
        long end = reader.next(partition);
        if (later == null) return end;
        Instant appended = Instant.ofEpochMilli(later.timestamp());
        if (!appended.minus(FoldTime.TOLERANCE).isAfter(moment)) return later.offset();
        LogClock around = new LogClock(later.offset(), null, List.of())
                .upTo(reader, partition, Math.min(end, later.offset() + NEAR));
        for (SetBack back : around.setBacks().reversed()) {
            if (!back.to().isAfter(moment)) return search(reader, partition, back.offset(), end, moment);
        }
        return later.offset();
    }

    // Halves the stretch as long as a record in its middle is so old that, whatever came before it, the time was not
    // later than the
    // moment; then reads on. An append time lies below the fold's time, by no more than the tolerance.
    private static long search(LogReader reader, TopicPartition partition, long begin, long end, Instant moment) {
        long low = begin;
        long high = end;
        while (high - low > FEW) {
            long middle = low + (high - low) / 2;
            ConsumerRecord<byte[], byte[]> record = reader.first(partition, middle, high);
            boolean early = record != null
                    && !Instant.ofEpochMilli(record.timestamp())
                            .plus(FoldTime.TOLERANCE)
                            .isAfter(moment);
            if (record != null && early) low = record.offset();
            else high = middle;
        }
        long[] found = {end};
        reader.read(partition, low, end, records -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (Instant.ofEpochMilli(record.timestamp()).isAfter(moment)) {
                    found[0] = record.offset();
                    return false;
                }
            }
            return true;
        });
        return found[0];
    }
}
