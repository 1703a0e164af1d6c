package dev.earshot.gateway.feed;

import static dev.earshot.gateway.wire.Rows.*;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demo guild's feed, with an event loop for browsers that watch it, and records given by hand. */
final class WatchedGuild implements AutoCloseable {
    static final Visible ALL = new Visible(Set.of(LOUNGE, STANDUP));
    static final Visible LOUNGE_ONLY = new Visible(Set.of(LOUNGE));
    /** Where this gateway began to tail. */
    static final long TAIL = 100;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final DefaultEventLoop loop = new DefaultEventLoop();
    /** How far the partition is read. */
    PartitionPlace place = place("topic", TAIL);

    final GuildFeed feed = new GuildFeed(DEMO, place, new FeedMetrics(meters));
    private final List<Watcher> watchers = new ArrayList<>();

    void record(UserId user, @Nullable PresenceRow row) {
        recordAt(place.next(), user, row);
    }

    void recordAt(long offset, UserId user, @Nullable PresenceRow row) {
        feed.apply(offset, user, row, "left");
        place.moved(Math.max(place.next(), offset + 1));
    }

    /** The partition was read again, up to this offset. */
    void swap(PartitionPlace to, PresenceRow... rows) {
        place = to;
        feed.swap(to, Stream.of(rows).collect(Collectors.toMap(PresenceRow::userId, row -> row)));
        settle();
    }

    /** All that was handed to the event loop until now has run. */
    void settle() {
        on(loop, () -> true);
    }

    static PartitionPlace place(String topicId, long next) {
        return new PartitionPlace(new PartitionEpoch(topicId, 0, 0, ""), next);
    }

    void flush() {
        for (Delivery delivery : feed.flush()) {
            on((DefaultEventLoop) delivery.group().loop(), delivery::run);
        }
    }

    WatchingBrowser watch(Visible visible) {
        return watch(visible, null, 0);
    }

    WatchingBrowser watch(Visible visible, @Nullable String epoch, long from) {
        WatchingBrowser browser = new WatchingBrowser(loop);
        watch(feed, browser, visible, epoch, from);
        return browser;
    }

    /** Watches a feed until it leaves, or this closes. */
    Watcher watch(GuildFeed feed, WatchingBrowser browser, Visible visible, @Nullable String epoch, long from) {
        Watcher watcher = on(loop, () -> feed.watch(browser, visible, epoch, from));
        watchers.add(watcher);
        return watcher;
    }

    void leave(Watcher watcher) {
        on(loop, () -> {
            watcher.close();
            return watchers.remove(watcher);
        });
    }

    /** Runs it where sockets live, and waits. */
    static <T> T on(DefaultEventLoop where, Callable<T> task) {
        if (where.inEventLoop()) {
            try {
                return task.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return where.submit(task).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        // A feed keeps its last snapshot until nobody watches.
        List.copyOf(watchers).forEach(this::leave);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
