package dev.earshot.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which run is meant. */
final class DataOption {
    @Option(
            names = "--data",
            defaultValue = ".earshot",
            description = "Where data stays between runs (default ${DEFAULT-VALUE})")
    Path root = Path.of(".earshot");

    DataDirectory directory() {
        return new DataDirectory(root);
    }
}
