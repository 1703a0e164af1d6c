package dev.earshot.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Where programs are kept that are run again: below the user's cache, where no other account of the machine may write. */
final class UserCache {
    private UserCache() {}

    /** {@code $XDG_CACHE_HOME/earshot}, by default {@code ~/.cache/earshot}; it need not exist. */
    static Path place() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(set -> !set.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("earshot");
    }

    /** Creates it, and closes it to other accounts if it is open to them. */
    static Path directory() {
        Path place = place();
        try {
            Files.createDirectories(place);
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
            return place;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep programs in " + place, failed);
        }
    }
}
