package dev.earshot.gateway.socket;

import dev.earshot.gateway.wire.CloseCode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Stops the sockets before anything else stops. Nobody new is let in; who is there is sent away with 1012 at a random time, so
 * that they do not come back in the same second. Without this the web server would wait 30 s for sockets that never end.
 */
@Component
final class Drain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    /** For the last close frames, and for telling the log who is gone. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final VoiceHandshake door;
    private final LiveSockets sockets;
    private final SocketSettings settings;
    private volatile boolean running;

    Drain(VoiceHandshake door, LiveSockets sockets, SocketSettings settings) {
        this.door = door;
        this.sockets = sockets;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        door.drain();
        LOG.info("Draining {} sockets", sockets.all().size());
        long over = settings.drain().toMillis();
        for (VoiceSocket socket : sockets.all()) {
            long wait = over == 0 ? 0 : ThreadLocalRandom.current().nextLong(over);
            socket.closeAfter(CloseCode.RESTARTING, Duration.ofMillis(wait));
        }
        long tries = TimeUnit.MILLISECONDS.toMillis(over + GRACE.toMillis()) / 50;
        Flux.interval(Duration.ofMillis(50), Schedulers.boundedElastic())
                .take(tries)
                .takeUntil(_ -> sockets.all().isEmpty())
                .doFinally(_ -> stopped.run())
                .subscribe();
    }
}
