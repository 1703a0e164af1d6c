package dev.earshot.local;

import dev.earshot.servers.LiveKitFinder;
import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.LiveKitSource;
import dev.earshot.servers.LiveKitUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit beside the product: found or built while everything else is already in use, started when it is there, and watched from
 * then on. Why there is none yet stands in the status file, which the gateway passes on to the UI.
 */
final class Audio implements Watched {
    private final LiveKitSettings settings;
    private final LiveKitStatus status;
    private final RunReport report;
    private final Thread thread = new Thread(this::obtainAndWatch, "audio");
    private @Nullable Watch watch;
    private boolean closing;

    private Audio(LiveKitSettings settings, LiveKitStatus status, RunReport report) {
        this.settings = settings;
        this.status = status;
        this.report = report;
    }

    /** Begins; returns at once. */
    static Audio begin(LiveKitSettings settings, LiveKitStatus status, RunReport report) {
        Audio audio = new Audio(settings, status, report);
        status.starting();
        audio.thread.setDaemon(true);
        audio.thread.start();
        return audio;
    }

    @Override
    public synchronized void stopRestarting() {
        closing = true;
        if (watch != null) watch.stopRestarting();
    }

    /** Stops LiveKit, or gives up building it. */
    @Override
    public void close() throws Exception {
        stopRestarting();
        thread.interrupt();
        thread.join();
        Watch begun = watch();
        if (begun != null) begun.close();
        status.clear();
    }

    private void obtainAndWatch() {
        try {
            LiveKitSource source = obtain();
            begin(new Watch(Part.AUDIO, () -> start(source), report));
        } catch (LiveKitUnavailable reason) {
            status.unavailable(String.valueOf(reason.getMessage()));
            // The build that a Ctrl-C cut short needs no words.
            if (!Thread.currentThread().isInterrupted()) report.say("No audio: " + reason.getMessage());
        }
    }

    private synchronized void begin(Watch begun) {
        if (closing) return;
        watch = begun;
        begun.begin();
    }

    private synchronized @Nullable Watch watch() {
        return watch;
    }

    private LiveKitSource obtain() throws LiveKitUnavailable {
        LiveKitFinder finder = LiveKitFinder.ofThisMachine();
        if (finder.ready().isEmpty()) {
            status.building();
            report.say("LiveKit is being built, once and for minutes; audio comes on by itself");
        }
        return finder.obtain();
    }

    private Running start(LiveKitSource source) throws LiveKitUnavailable {
        status.starting();
        LiveKitServer server = LiveKitServer.stopped(source, settings);
        try {
            server.restart();
        } catch (LiveKitUnavailable reason) {
            status.unavailable(String.valueOf(reason.getMessage()));
            throw reason;
        }
        status.clear();
        return new LiveKit(server, status);
    }

    /** Its start returns when it answers. */
    private record LiveKit(LiveKitServer server, LiveKitStatus status) implements Running {
        @Override
        public long pid() {
            return server.pid();
        }

        @Override
        public void awaitReady() {}

        @Override
        public String awaitEnd() throws InterruptedException {
            int code = server.awaitEnd();
            String why = Deaths.why(code, List.of());
            status.unavailable("LiveKit ended (" + why + ").");
            return why;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
