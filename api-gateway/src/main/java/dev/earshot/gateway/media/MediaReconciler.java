package dev.earshot.gateway.media;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.log.LiveGateways;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Compares LiveKit's rooms with presence, and removes from them whoever others do not see there: nobody listens unseen, and a
 * kicked person's old token is worth nothing. Presence removes media; media never removes presence, so a room that LiveKit
 * shows as empty means nothing. One gateway looks after each partition; two doing so for a moment do no harm.
 */
@Component
final class MediaReconciler implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MediaReconciler.class);
    /** The design says every 5 s; a second less, so that look and grace together stay under 10 s. */
    private static final Duration EVERY = Duration.ofSeconds(4);

    /** When whoever is met unseen is looked for again. A little later, for a wall clock may be behind a timer. */
    private static final Duration AGAIN = UnseenListeners.GRACE.plusMillis(100);

    private final MediaSettings settings;
    private final LiveKit livekit;
    private final MediaHealth health;
    private final PresenceTable presence;
    private final LiveGateways gateways;
    private final Clock clock;
    private final MeterRegistry meters;
    private final UnseenListeners unseen = new UnseenListeners();
    private final Set<Room> asked = ConcurrentHashMap.newKeySet();
    // One thread that may block: looks follow one another, and no event loop waits for LiveKit.
    private final Scheduler thread = Schedulers.newBoundedElastic(1, 100_000, "media", 60, true);
    private final Scheduler.Worker looks = thread.createWorker();
    private volatile boolean running;

    MediaReconciler(
            MediaSettings settings,
            LiveKit livekit,
            MediaHealth health,
            PresenceTable presence,
            LiveGateways gateways,
            Clock clock,
            MeterRegistry meters) {
        this.settings = settings;
        this.livekit = livekit;
        this.health = health;
        this.presence = presence;
        this.gateways = gateways;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void start() {
        running = true;
        if (settings.isConfigured()) {
            looks.schedulePeriodically(this::lookAtAll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        looks.dispose();
        thread.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Looks at one room soon, because something happened in it. Returns at once. */
    void lookSoon(Room room) {
        if (running && asked.add(room)) {
            looks.schedule(() -> {
                asked.remove(room);
                look(room);
            });
        }
    }

    private void lookAtAll() {
        try {
            List<Room> rooms = livekit.rooms();
            health.answered();
            rooms.forEach(this::look);
        } catch (IOException | RuntimeException away) {
            health.failed("list-rooms", away);
        }
    }

    private void look(Room room) {
        // Before the table is whole, everybody would seem unseen.
        if (!presence.ready() || !isOurs(room.guild())) return;
        try {
            List<Listener> listed = livekit.listeners(room);
            health.answered();
            Instant now = clock.instant();
            for (Listener listener : unseen.observe(listed, this::isSeen, now)) remove(listener);
            if (unseen.metSomebody(room, now))
                looks.schedule(() -> look(room), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException away) {
            health.failed("list-participants", away);
        }
    }

    private boolean isOurs(GuildId guild) {
        return gateways.looksAfter(GuildPartition.of(guild, presence.partitions()));
    }

    private boolean isSeen(Listener listener) {
        UserId user = listener.user();
        return user != null
                && presence.row(listener.room().guild(), user)
                        .filter(listener::isSeenBy)
                        .isPresent();
    }

    private void remove(Listener listener) {
        try {
            if (isSeen(listener) || !livekit.remove(listener)) return;
            meters.counter("earshot.media.removed").increment();
            LOG.info(
                    "Removed {} (session {}) from {}: nobody sees them there",
                    listener.user(),
                    listener.session(),
                    listener.room());
        } catch (IOException | RuntimeException away) {
            health.failed("remove-participant", away);
        }
    }
}
