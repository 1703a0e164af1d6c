package dev.earshot.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds the LiveKit pinned in {@code infra/livekit}, whose three files this jar carries, with the Go toolchain. */
final class LiveKitBuild {
    private static final List<String> RECIPE = List.of("go.mod", "go.sum", "build");
    private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");
    /** Older ones cannot fetch the toolchain that go.mod asks for. */
    private static final int OLDEST_GO = 21;

    private LiveKitBuild() {}

    static void into(Path target) throws LiveKitUnavailable {
        requireGo();
        Path recipe = Scratch.directory("livekit-build");
        try {
            for (String file : RECIPE) {
                try (InputStream in = LiveKitBuild.class.getResourceAsStream("/livekit/" + file)) {
                    Files.copy(Objects.requireNonNull(in, file), recipe.resolve(file));
                }
            }
            Path log = recipe.resolve("log");
            // The lowest priority: the product is in use meanwhile.
            int code =
                    run(log, "nice", "-n", "19", "bash", recipe.resolve("build").toString(), target.toString());
            if (code != 0) {
                throw new LiveKitUnavailable(
                        "LiveKit " + LiveKitSource.VERSION + " could not be built: " + lastLine(log));
            }
        } catch (IOException failed) {
            throw new LiveKitUnavailable(
                    "LiveKit " + LiveKitSource.VERSION + " could not be built: " + failed.getMessage());
        } finally {
            Scratch.delete(recipe);
        }
    }

    private static void requireGo() throws LiveKitUnavailable {
        String missing = "LiveKit needs a livekit-server " + LiveKitSource.ACCEPTED + "x on the PATH, Go 1." + OLDEST_GO
                + " or newer to build it, or a Docker engine, and none is here.";
        Path said = Scratch.directory("go-version");
        try {
            if (run(said.resolve("log"), "go", "version") != 0) {
                throw new LiveKitUnavailable(missing);
            }
            Matcher version = GO_VERSION.matcher(Files.readString(said.resolve("log")));
            if (!version.find() || Integer.parseInt(version.group(1)) < OLDEST_GO) {
                throw new LiveKitUnavailable(missing);
            }
        } catch (IOException notInstalled) {
            throw new LiveKitUnavailable(missing);
        } finally {
            Scratch.delete(said);
        }
    }

    private static int run(Path log, String... command) throws IOException, LiveKitUnavailable {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.onExit().join();
            Thread.currentThread().interrupt();
            throw new LiveKitUnavailable("The build of LiveKit was interrupted.");
        }
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("it said nothing");
    }
}
