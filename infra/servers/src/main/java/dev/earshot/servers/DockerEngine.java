package dev.earshot.servers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Tells whether containers can be run here. A {@code docker} client without an engine does not count. */
public final class DockerEngine {
    private static final long LIMIT_SECONDS = 5;

    private DockerEngine() {}

    /** Whether {@code docker info} answers; asked once per JVM. */
    public static boolean answers() {
        return Answer.YES;
    }

    private static final class Answer {
        static final boolean YES = ask();
    }

    private static boolean ask() {
        try {
            Process info = new ProcessBuilder("docker", "info")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!info.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                info.destroyForcibly();
                return false;
            }
            return info.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
