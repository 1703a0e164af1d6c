package dev.earshot.gateway.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether LiveKit answers, and the one place for what goes wrong with it. Its being away is a state: every failure is
 * counted, but only the change from one state to the other is logged.
 */
@Component
public final class MediaHealth {
    private static final Logger LOG = LoggerFactory.getLogger(MediaHealth.class);

    private final MediaSettings settings;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final AtomicBoolean answers = new AtomicBoolean();
    private final AtomicReference<String> toldOf = new AtomicReference<>("");
    /** How often each room has failed in a row. */
    private final Cache<Room, Integer> failing = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    MediaHealth(MediaSettings settings, JsonMapper json, MeterRegistry meters) {
        this.settings = settings;
        this.json = json;
        this.meters = meters;
        meters.gauge("earshot.media.up", answers, up -> up.get() ? 1 : 0);
    }

    void answered() {
        toldOf.set("");
        if (!answers.getAndSet(true)) LOG.info("LiveKit answers at {}", settings.url());
    }

    boolean answers() {
        return answers.get();
    }

    /** LiveKit did not do what it was asked for. */
    void failed(String operation, Throwable cause) {
        meters.counter("earshot.media.failures", "operation", operation).increment();
        boolean answered = answers.getAndSet(false);
        String what = String.valueOf(cause.getMessage());
        if (!toldOf.getAndSet(what).equals(what) || answered) {
            LOG.warn("LiveKit is away ({} at {}): {}", operation, settings.url(), what);
        }
    }

    /** A look at one room, or what followed from it, did not succeed. LiveKit may well be there for all others. */
    void roomFailed(Room room, Throwable cause) {
        meters.counter("earshot.media.failures", "operation", "room").increment();
        // A room may end while it is looked at: what is worth a line is one that fails again.
        int failures = failing.asMap().merge(room, 1, Integer::sum);
        if (failures == 2) LOG.warn("LiveKit does not answer for {}: {}", room, String.valueOf(cause.getMessage()));
    }

    void roomAnswered(Room room) {
        Integer failures = failing.asMap().remove(room);
        if (failures != null && failures > 1)
            LOG.info("LiveKit answers for {} again, after {} failures", room, failures);
    }

    /** Somebody who should be muted or put out is still there. The next look tries again. */
    void actionFailed(Room room, MediaAction action, Throwable cause) {
        String operation = action instanceof MediaAction.Mute ? "mute-track" : "remove-participant";
        meters.counter("earshot.media.failures", "operation", operation).increment();
        String what = operation + " of " + action.participant().identity() + " in " + room + ": " + cause.getMessage();
        if (!toldOf.getAndSet(what).equals(what)) LOG.warn("LiveKit did not do {}", what);
    }

    void removed(MediaAction.Reason reason) {
        meters.counter("earshot.media.removed", "reason", reason.tag()).increment();
    }

    void muted() {
        meters.counter("earshot.media.muted").increment();
    }

    /** A webhook that could not be used. */
    void webhookIgnored(String reason) {
        meters.counter("earshot.media.webhooks.ignored", "reason", reason).increment();
        LOG.debug("Ignored a webhook: {}", reason);
    }

    /** Blocks for the status file. A LiveKit that answers wins over what the file says. */
    public MediaStatus status() {
        if (answers.get()) return MediaStatus.ready();
        return statusFile()
                .orElseGet(() -> settings.isConfigured()
                        ? MediaStatus.unavailable("LiveKit does not answer. It is asked again every few seconds.")
                        : MediaStatus.off("This Earshot runs without LiveKit, so there is no audio."));
    }

    private record Told(MediaStatus.State state, String reason) {}

    private Optional<MediaStatus> statusFile() {
        if (settings.statusFile().isBlank()) return Optional.empty();
        try {
            Told told = json.readValue(Files.readAllBytes(Path.of(settings.statusFile())), Told.class);
            // Ready says the file, but nobody answers.
            if (told.state() == null || told.state() == MediaStatus.State.READY) return Optional.empty();
            return Optional.of(new MediaStatus(told.state(), told.reason() == null ? "" : told.reason()));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            meters.counter("earshot.media.failures", "operation", "status-file").increment();
            String what = "The status file of LiveKit cannot be read: " + settings.statusFile();
            if (!toldOf.getAndSet(what).equals(what)) LOG.warn(what);
            return Optional.empty();
        }
    }
}
