package dev.earshot.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds LiveKit: a 1.13.x on the PATH, else the one built here before, else one to build with Go, else Docker's image.
 * A built one is kept in the user's cache directory, so that neither a reset nor a clean build loses it.
 */
public final class LiveKitFinder {
    private static final String IMAGE = "livekit/livekit-server:v" + LiveKitSource.VERSION;

    private final List<Path> path;
    private final Path built;

    LiveKitFinder(List<Path> path, Path built) {
        this.path = List.copyOf(path);
        this.built = built;
    }

    /** Looks where this user's programs and cache are. */
    public static LiveKitFinder ofThisMachine() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return new LiveKitFinder(
                Arrays.stream(path.split(":"))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .toList(),
                UserCache.place().resolve("livekit-" + LiveKitSource.VERSION));
    }

    /** What can be started at once; empty if something has to be built or fetched first. */
    public Optional<LiveKitSource> ready() {
        Optional<LiveKitSource> installed = path.stream()
                .map(directory -> directory.resolve("livekit-server"))
                .filter(Files::isExecutable)
                .filter(program -> versionOf(program).startsWith(LiveKitSource.ACCEPTED))
                .findFirst()
                .map(program -> new LiveKitSource.Program(program, false));
        return installed.or(() ->
                Files.isExecutable(built) ? Optional.of(new LiveKitSource.Program(built, true)) : Optional.empty());
    }

    /**
     * What is {@link #ready}, else builds it (minutes) with Go, else names Docker's image.
     *
     * @throws LiveKitUnavailable if none of these can be had
     */
    public LiveKitSource obtain() throws LiveKitUnavailable {
        Optional<LiveKitSource> ready = ready();
        if (ready.isPresent()) {
            return ready.get();
        }
        try {
            UserCache.directory();
            LiveKitBuild.into(built);
            return new LiveKitSource.Program(built, true);
        } catch (LiveKitUnavailable notBuilt) {
            if (DockerEngine.answers()) {
                return new LiveKitSource.Image(IMAGE);
            }
            throw notBuilt;
        }
    }

    private static String versionOf(Path program) {
        try {
            Process asked = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            asked.waitFor(5, TimeUnit.SECONDS);
            return said.strip().replaceFirst("^.* ", "");
        } catch (IOException notAProgram) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
