package dev.earshot.projector.history.checkpoint;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.projector.history.past.GuildMoment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of every guild, at the same offsets for all: every {@value #INTERVAL} records of a partition. A disk that is
 * full or forbidden costs speed and nothing else. Files that were used longest ago go first when there are too many.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /**
     * As many records are folded in some 60 ms, about as long as it takes to read the state of a guild of thousands. More often, and a
     * first fold of the whole log would spend more on writing than on folding.
     */
    public static final long INTERVAL = 20_000;

    private static final String STATE = ".state";
    private static final String SECONDS = ".seconds";
    private static final Packed<StoredSeconds> COUNTS = new Packed<>(StoredSeconds.class);

    private final Path root;
    private final Path directory;
    private final CheckpointBound bound;
    private final Clock clock;
    private final long interval;

    /** @param mostBytes that all files may take together */
    public Checkpoints(Path directory, long mostBytes, Clock clock) {
        this(directory, mostBytes, clock, INTERVAL);
    }

    /** With another interval, in records. */
    public Checkpoints(Path directory, long mostBytes, Clock clock, long interval) {
        this.root = directory;
        this.directory = directory.resolve("fold-" + FoldVersion.CURRENT + "-" + CheckpointFile.FORMAT);
        this.bound = new CheckpointBound(directory, mostBytes);
        this.clock = clock;
        this.interval = interval;
    }

    private record StoredSeconds(CheckpointPlace place, List<SecondCounts.Second> seconds) {}

    /** Records between two checkpoints. */
    public long interval() {
        return interval;
    }

    /**
     * Guilds of a log of which a fold of any version has left something: those that somebody has looked at.
     *
     * @param log the id of the topic
     */
    public Set<GuildId> guilds(String log) {
        Set<GuildId> guilds = new HashSet<>();
        // A version of the fold, a log, a partition, a guild.
        try (Stream<Path> all = Files.walk(root, 4)) {
            all.map(root::relativize)
                    .filter(one ->
                            one.getNameCount() == 4 && one.getName(1).toString().equals(log))
                    .map(one -> one.getName(3).toString())
                    .filter(IdText::isId)
                    .forEach(guild -> guilds.add(new GuildId(guild)));
        } catch (IOException | UncheckedIOException none) {
            LOG.debug("No checkpoints are looked at: {}", none.toString());
        }
        return guilds;
    }

    /** Up to which offset a state is stored, -1 if none is. */
    public long reached(CheckpointPlace place) {
        List<Long> boundaries = boundaries(place);
        return boundaries.isEmpty() ? -1 : boundaries.getLast();
    }

    /** The latest state that is stored and lies after one offset and not after another, null if none does. */
    public @Nullable GuildMoment latest(CheckpointPlace place, long after, long notAfter) {
        for (long boundary : boundaries(place).reversed()) {
            if (boundary > notAfter) continue;
            if (boundary <= after) return null;
            Path file = file(place, boundary, STATE);
            StoredMoment.Found found = CheckpointFile.read(file, StoredMoment::found);
            if (found == null || !found.place().equals(place) || found.moment().next() != boundary) continue;
            touch(file);
            return found.moment();
        }
        return null;
    }

    /** The counts of the stretch that ends at a boundary, null if they are not stored. */
    public @Nullable List<SecondCounts.Second> seconds(CheckpointPlace place, long boundary) {
        Path file = file(place, boundary, SECONDS);
        StoredSeconds stored = CheckpointFile.read(file, parts -> COUNTS.unpack(parts.getFirst()));
        if (stored == null || !stored.place().equals(place)) return null;
        touch(file);
        return stored.seconds();
    }

    /** Stores a guild's state at a boundary, if it is not there yet. */
    public void keep(CheckpointPlace place, GuildMoment moment) {
        write(file(place, moment.next(), STATE), () -> StoredMoment.parts(place, moment));
    }

    /** Stores the counts of the whole stretch that ends at a boundary, if they are not there yet. */
    public void keep(CheckpointPlace place, long boundary, SecondCounts counts) {
        write(file(place, boundary, SECONDS), () -> List.of(COUNTS.pack(new StoredSeconds(place, counts.all()))));
    }

    private void write(Path path, Supplier<List<byte[]>> parts) {
        if (Files.exists(path)) return;
        try {
            bound.wrote(CheckpointFile.write(path, parts.get()));
        } catch (IOException full) {
            LOG.warn(
                    "A checkpoint could not be written, so the next question will fold for longer: {}",
                    full.toString());
        }
    }

    private List<Long> boundaries(CheckpointPlace place) {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory(place))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}" + STATE))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - STATE.length())))
                    .forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException unreadable) {
            LOG.warn("Checkpoints cannot be read: {}", unreadable.toString());
            return List.of();
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException gone) {
            LOG.debug("A checkpoint went while it was read: {}", gone.toString());
        }
    }

    private Path directory(CheckpointPlace place) {
        return directory
                .resolve(place.log())
                .resolve(Integer.toString(place.partition()))
                .resolve(place.guild().value());
    }

    private Path file(CheckpointPlace place, long boundary, String kind) {
        return directory(place).resolve(boundary + kind);
    }
}
