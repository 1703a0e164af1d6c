package dev.earshot.gateway.media;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
