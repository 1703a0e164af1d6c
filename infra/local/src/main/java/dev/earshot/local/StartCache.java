package dev.earshot.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of a program (JEP 483 and 514): the classes that one watched start had loaded and linked. Later
 * starts take them as they are and need about a third of the time. Without it everything works, only slower.
 */
final class StartCache {
    private StartCache() {}

    /** What the JVM is told. @param watched whether this start makes the cache */
    static List<String> flags(Path cache, boolean watched) {
        if (watched) return List.of("-XX:AOTCacheOutput=" + cache);
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=error") : List.of();
    }

    /** Where the cache of a jar's program is. */
    static Path beside(Path jar) {
        return jar.resolveSibling(jar.getFileName().toString().replace(".jar", ".aot"));
    }
}
