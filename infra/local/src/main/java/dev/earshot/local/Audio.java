package dev.earshot.local;

import dev.earshot.servers.LiveKitFinder;
import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.LiveKitSource;
import dev.earshot.servers.LiveKitUnavailable;
import java.util.function.Consumer;

/**
 * LiveKit beside the product: found or built while everything else is already in use, started when it is there, and
 * started again if it ends. Why there is none yet stands in the status file, which the gateway passes on to the UI.
 */
final class Audio implements AutoCloseable {
    private static final long PAUSE_BEFORE_RESTART_MS = 1_000;
    private static final long PAUSE_AFTER_FAILURE_MS = 10_000;

    private final LiveKitSettings settings;
    private final LiveKitStatus status;
    private final Consumer<String> say;
    private final Thread thread = new Thread(this::run, "audio");

    private Audio(LiveKitSettings settings, LiveKitStatus status, Consumer<String> say) {
        this.settings = settings;
        this.status = status;
        this.say = say;
    }

    /** Begins; returns at once. */
    static Audio begin(LiveKitSettings settings, LiveKitStatus status, Consumer<String> say) {
        Audio audio = new Audio(settings, status, say);
        status.starting();
        audio.thread.setDaemon(true);
        audio.thread.start();
        return audio;
    }

    /** Stops LiveKit, or gives up building it. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            LiveKitSource source = obtain();
            while (true) {
                keepRunning(source);
                Thread.sleep(PAUSE_BEFORE_RESTART_MS);
                status.starting();
            }
        } catch (LiveKitUnavailable reason) {
            noAudio(reason);
        } catch (InterruptedException closing) {
            status.clear();
        }
    }

    private void noAudio(LiveKitUnavailable reason) {
        status.unavailable(String.valueOf(reason.getMessage()));
        // The build that a Ctrl-C cut short needs no words.
        if (!Thread.currentThread().isInterrupted()) {
            say.accept("No audio: " + reason.getMessage());
        }
    }

    private LiveKitSource obtain() throws LiveKitUnavailable {
        LiveKitFinder finder = LiveKitFinder.ofThisMachine();
        if (finder.ready().isEmpty()) {
            status.building();
            say.accept("LiveKit is being built, once and for minutes; audio comes on by itself");
        }
        return finder.obtain();
    }

    /** Returns when LiveKit has ended, or did not start: a busy machine or a port just taken may let it the next time. */
    private void keepRunning(LiveKitSource source) throws InterruptedException {
        try (LiveKitServer server = LiveKitServer.start(source, settings)) {
            status.clear();
            say.accept("Audio is on (" + settings + ")");
            server.awaitEnd();
            say.accept("LiveKit ended; starting it again");
        } catch (LiveKitUnavailable reason) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            noAudio(reason);
            Thread.sleep(PAUSE_AFTER_FAILURE_MS);
        }
    }
}
