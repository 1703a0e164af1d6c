package dev.earshot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The file in which a run says what became of its parts. Replaced whole, never half written. */
final class PartsFile {
    private static final JsonMapper JSON = new JsonMapper();

    enum State {
        STARTING,
        UP,
        RESTARTING,
        DOWN
    }

    /**
     * What is known of one part.
     *
     * @param pid 0 while there is no process
     * @param restarts how often it was started again in this run
     * @param why it ended, if it did and does not run again yet
     */
    record Known(
            Part part,
            State state,
            long pid,
            int restarts,
            @Nullable String why,
            String log) {}

    private final Path file;
    private final Map<Part, Known> known = new EnumMap<>(Part.class);

    PartsFile(Path file) {
        this.file = file;
    }

    synchronized void tell(Part part, State state, long pid, @Nullable String why, Path log) {
        Known before = known.get(part);
        int restarts = before == null ? 0 : before.restarts() + (before.state() == State.RESTARTING ? 1 : 0);
        known.put(part, new Known(part, state, pid, restarts, why, log.toString()));
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.write(whole, JSON.writeValueAsBytes(new ArrayList<>(known.values())));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
    }

    /** What the run that wrote it last said; nothing if there is no such file. */
    static Map<Part, Known> read(Path file) {
        Map<Part, Known> all = new EnumMap<>(Part.class);
        if (!Files.exists(file)) return all;
        try {
            for (Known one : List.of(JSON.readValue(Files.readAllBytes(file), Known[].class))) all.put(one.part(), one);
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + file, failed);
        } catch (JacksonException ofAnotherVersion) {
            return all;
        }
    }
}
