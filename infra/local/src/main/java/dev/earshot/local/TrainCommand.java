package dev.earshot.local;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code train}: one start that is watched, on data and ports of its own, from which later starts learn. Part of the build. */
@Command(name = "train", description = "Starts and stops everything once, so that later starts are faster")
final class TrainCommand implements Callable<Integer> {
    @Mixin
    final DataOption data = new DataOption();

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        if (Files.exists(directory.root())) {
            System.err.println(directory.root() + " is there already: training wants an empty place");
            return 1;
        }
        directory.create();
        System.setProperty("earshot.logs", directory.logs().toString());
        try (Everything everything =
                new Everything(LocalPorts.free(), directory, true, new RunReport(System.out, false, directory))) {
            everything.start(false);
        }
        return 0;
    }
}
