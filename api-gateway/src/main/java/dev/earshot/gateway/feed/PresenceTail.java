package dev.earshot.gateway.feed;

import dev.earshot.gateway.log.StuckSource;
import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.tail.Cause;
import dev.earshot.kafka.tail.Reading;
import dev.earshot.kafka.tail.TailReader;
import dev.earshot.kafka.tail.TailSettings;
import dev.earshot.kafka.tail.TopicTail;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Follows {@code voice.presence}: every gateway reads all of it. The tailing thread applies rows and starts the batches, so a batch needs
 * no hand-over. While the table is read from its beginning, the first time or again, sockets keep what they have and the feed is not
 * ready; when all of it is there it is swapped in.
 */
final class PresenceTail implements TailReader, StuckSource, SmartLifecycle {
    private static final Set<Cause> LOST_ROWS = EnumSet.of(Cause.CUT, Cause.TRUNCATED, Cause.RECREATED);

    private final TopicTail tail;
    private final GuildFeeds feeds;
    private final RowRecords rows;
    private final FanOut fanOut;
    private final FeedMetrics metrics;
    private @Nullable FilledTable filling;
    private boolean again;

    PresenceTail(TailSettings settings, GuildFeeds feeds, RowRecords rows, FanOut fanOut, FeedMetrics metrics) {
        this.feeds = feeds;
        this.rows = rows;
        this.fanOut = fanOut;
        this.metrics = metrics;
        this.tail = new TopicTail(settings, this);
        feeds.readyWhen(tail::ready);
    }

    @Override
    public List<Stuck> stuck() {
        return tail.stuck().stream().toList();
    }

    @Override
    public void began(Reading reading) {
        filling = new FilledTable(reading, feeds.partitions());
        again = reading.cause() != Cause.START && reading.cause() != Cause.RECREATED;
        if (reading.cause() != Cause.START) metrics.readAgain(reading.cause());
        if (LOST_ROWS.contains(reading.cause())) feeds.rowsLost();
    }

    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        metrics.records.increment();
        FilledTable table = filling;
        GuildFeed waiting = rows.apply(record, table == null ? feeds : table, table != null && again);
        if (waiting != null) fanOut.add(waiting);
    }

    @Override
    public void caughtUp() {
        FilledTable table = filling;
        if (table != null) feeds.swap(table);
        filling = null;
    }

    @Override
    public Duration polled() {
        metrics.behind(tail.lag());
        feeds.tellMissing();
        long wait = fanOut.run(System.nanoTime());
        return wait < 0 ? IDLE : wholeMillis(wait);
    }

    @Override
    public void broke(Exception cause) {
        metrics.breaks.increment();
    }

    // Kafka cuts a wait down to milliseconds; one of less would come back at once, and again, until it is over.
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis(Math.ceilDiv(nanos, 1_000_000));
    }

    @Override
    public void start() {
        tail.start();
    }

    @Override
    public void stop() {
        tail.stop();
    }

    @Override
    public boolean isRunning() {
        return tail.isRunning();
    }

    // Sockets are drained before the rows stop coming.
    @Override
    public int getPhase() {
        return 0;
    }
}
