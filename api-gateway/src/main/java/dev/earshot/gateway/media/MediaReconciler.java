package dev.earshot.gateway.media;

import dev.earshot.events.topics.GuildPartition;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.log.LiveGateways;
import dev.earshot.gateway.media.LiveKit.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes LiveKit's rooms agree with presence, by the rule of {@link RoomPlan}. Every 4 s the gateway whose turn a guild's
 * partition is looks at its rooms, side by side; a webhook makes the gateway that gets it look at once, whosever turn it is. Two
 * gateways that look at one room do no harm: each acts only on what the rows say, and asks them again before it acts.
 */
@Component
final class MediaReconciler implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReconciler.class);
    private static final Duration EVERY = Duration.ofSeconds(4);

    /** When what a look found is looked for again: a little after the plan may act on it. */
    private static final Duration AGAIN = RoomPlan.CONFIRM.plusMillis(100);

    /** When somebody whom LiveKit did not know yet is looked for again. */
    private static final Duration NOT_YET = Duration.ofMillis(100);

    /** Looks under way. A slow room holds one of them for as long as LiveKit's calls may take. */
    private static final int ROOMS_AT_ONCE = 32;

    /** A look that has acted for so long leaves the rest to the next one. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(4);

    /** After a standstill, how long the tail has to read what was missed. */
    private static final Duration CATCH_UP = Duration.ofSeconds(3);

    private final MediaSettings settings;
    private final LiveKit livekit;
    private final MediaHealth health;
    private final PresenceTable presence;
    private final SeatedStays stays;
    private final LiveGateways gateways;
    private final Map<Room, Watch> watches = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(ROOMS_AT_ONCE);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("media").daemon().factory());
    // Its calls block, so each look has a thread; what bounds them are the permits.
    private final ExecutorService looks = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("media-room-", 0).factory());
    private final long startedAt = System.nanoTime();
    private volatile Duration sweptAt = Duration.ZERO;
    private volatile Duration trustedFrom = Duration.ZERO;
    private volatile boolean running;

    /** What is known of one room. Its looks follow one another; those asked for during a look become one more. */
    private static final class Watch {
        private final RoomPlan plan = new RoomPlan();
        private final AtomicInteger asked = new AtomicInteger();

        synchronized RoomPlan.Plan compare(List<Observed> observed, Rows rows, Duration now) {
            return plan.compare(observed, rows, now);
        }

        synchronized boolean isForgettable(Duration now) {
            return asked.get() == 0 && plan.isForgettable(now);
        }
    }

    MediaReconciler(
            MediaSettings settings,
            LiveKit livekit,
            MediaHealth health,
            PresenceTable presence,
            SeatedStays stays,
            LiveGateways gateways) {
        this.settings = settings;
        this.livekit = livekit;
        this.health = health;
        this.presence = presence;
        this.stays = stays;
        this.gateways = gateways;
    }

    @Override
    public void start() {
        running = true;
        if (settings.isConfigured()) {
            sweptAt = now();
            // A thread of its own for each sweep: the timer never waits for LiveKit.
            timer.scheduleWithFixedDelay(() -> submit(this::sweep), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        looks.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Looks at one room at once, because something happened in it. Returns without waiting. */
    void lookSoon(Room room) {
        if (!running || !settings.isConfigured()) return;
        Watch watch = watches.computeIfAbsent(room, _ -> new Watch());
        if (watch.asked.getAndIncrement() == 0) submit(() -> lookWhileAsked(room, watch));
    }

    private void sweep() {
        Duration now = now();
        if (hasStoodStill(now)) trustedFrom = now.plus(CATCH_UP);
        sweptAt = now;
        List<Room> rooms;
        try {
            rooms = livekit.rooms();
            health.answered();
        } catch (IOException | RuntimeException away) {
            health.failed("list-rooms", away);
            return;
        }
        rooms.stream().filter(this::isOurs).forEach(this::lookSoon);
        // A look that begins just now may learn something into a plan that is dropped: worth one more grace.
        watches.values().removeIf(watch -> watch.isForgettable(now));
    }

    /** This process was stopped or starved: what it knows of the rows is old, and the tail needs a moment. */
    private boolean hasStoodStill(Duration now) {
        return now.minus(sweptAt).compareTo(EVERY.plus(CATCH_UP)) > 0;
    }

    private boolean isOurs(Room room) {
        return gateways.looksAfter(GuildPartition.of(room.guild(), presence.partitions()));
    }

    private void lookWhileAsked(Room room, Watch watch) {
        int answered;
        do {
            answered = watch.asked.get();
            try {
                permits.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                look(room, watch);
            } finally {
                permits.release();
            }
        } while (watch.asked.addAndGet(-answered) > 0);
    }

    private void look(Room room, Watch watch) {
        Duration now = now();
        // Before the table is whole and as of now, people who are there would seem unseen.
        if (!presence.ready() || !presence.complete()) return;
        if (hasStoodStill(now) || now.compareTo(trustedFrom) < 0) return;
        Rows rows = new RoomRows(room, presence, stays);
        try {
            List<Observed> observed = livekit.participants(room);
            RoomPlan.Plan due = watch.compare(observed, rows, now());
            if (due.lookAgain()) lookAfter(AGAIN, room);
            health.roomAnswered(room);
            act(room, rows, due.actions());
        } catch (IOException | RuntimeException failed) {
            health.roomFailed(room, failed);
        }
    }

    private void act(Room room, Rows rows, List<MediaAction> actions) {
        Duration began = now();
        // In any order, so that one which fails slowly does not keep the same others waiting at every look.
        List<MediaAction> anyOrder = new ArrayList<>(actions);
        Collections.shuffle(anyOrder);
        for (MediaAction action : anyOrder) {
            if (now().minus(began).compareTo(LONGEST_LOOK) > 0) return;
            try {
                act(room, rows, action);
            } catch (IOException | RuntimeException failed) {
                health.actionFailed(room, action, failed);
            }
        }
    }

    private void act(Room room, Rows rows, MediaAction action) throws IOException {
        Observed participant = action.participant();
        // Once more: the row may have come, or changed, since the list was read.
        Wanted wanted = rows.wanted(participant);
        switch (action) {
            case MediaAction.Mute mute -> {
                if (wanted == null || !wanted.muted()) return;
                if (livekit.mute(room, participant, mute.track()) != Outcome.DONE) return;
                health.muted();
                LOG.info("Muted a track of {} in {}: their row is muted", participant.identity(), room);
            }
            case MediaAction.Remove remove -> {
                if (!isStillDue(remove.reason(), wanted)) return;
                Outcome outcome = livekit.remove(room, participant);
                if (outcome == Outcome.NOT_YET) lookAfter(NOT_YET, room);
                if (outcome != Outcome.DONE) return;
                health.removed(remove.reason());
                LOG.info(
                        "Removed {} (session {}) from {}: {}",
                        participant.identity(),
                        participant.session(),
                        room,
                        remove.reason().tag());
            }
        }
    }

    private static boolean isStillDue(MediaAction.Reason reason, @Nullable Wanted wanted) {
        return switch (reason) {
            case UNSEEN -> wanted == null;
            case OPEN_AGAIN -> wanted != null && wanted.muted();
            case NOT_A_VOICE, SECOND_TRACK -> true;
        };
    }

    private void lookAfter(Duration wait, Room room) {
        try {
            timer.schedule(() -> lookSoon(room), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Stopped before another look at {}", room);
        }
    }

    private void submit(Runnable task) {
        try {
            looks.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Stopped before a look");
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
