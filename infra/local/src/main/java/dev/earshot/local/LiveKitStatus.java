package dev.earshot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The file that tells the gateway why there is no LiveKit yet; absent while one runs. Replaced whole, never half written. */
record LiveKitStatus(Path file) {
    private static final JsonMapper JSON = new JsonMapper();

    void building() {
        write("building", "Audio is being built on this machine. It takes minutes, once, and comes on by itself.");
    }

    void starting() {
        write("starting", "Audio is starting.");
    }

    void unavailable(String reason) {
        write("unavailable", reason);
    }

    void off(String reason) {
        write("off", reason);
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String state, String reason) {
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.write(whole, JSON.writeValueAsBytes(Map.of("state", state, "reason", reason)));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
