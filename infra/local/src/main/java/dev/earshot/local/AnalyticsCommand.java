package dev.earshot.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** {@code analytics}: what people do with the facts of the running Earshot beside asking for them. */
@Command(
        name = "analytics",
        description = "Works on the tables of the running Earshot",
        mixinStandardHelpOptions = true,
        subcommands = AnalyticsCommand.Rebuild.class,
        synopsisSubcommandLabel = "COMMAND")
final class AnalyticsCommand {

    /** {@code analytics rebuild}: the shipped service's own command, told where this run's servers are. */
    @Command(
            name = "rebuild",
            description = {
                "Folds the log anew and sets right what differs in the tables, in one transaction, while the ingest goes on.",
                "Prints for each table how many rows are the same, added, removed, differing and left alone."
            },
            mixinStandardHelpOptions = true)
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        final DataOption data = new DataOption();

        @Override
        public Integer call() throws Exception {
            Optional<Addresses> run = Addresses.read(data.directory().run());
            if (run.isEmpty() || !RunLock.isHeld(data.directory().lock())) {
                System.err.println(
                        "Earshot is not running on " + data.directory().root() + ": ./earshot up starts it");
                return 1;
            }
            ProcessBuilder builder = new ProcessBuilder(command()).inheritIO();
            builder.environment()
                    .put(
                            "SPRING_APPLICATION_JSON",
                            new JsonMapper()
                                    .writeValueAsString(settings(
                                            run.get(),
                                            LocalSecrets.in(data.directory().secrets()))));
            return builder.start().waitFor();
        }

        private static List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC"));
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
            command.add("-Dearshot.terminal.err=" + Boolean.getBoolean("earshot.terminal.err"));
            command.addAll(
                    List.of("-jar", ShippedServices.jar(Service.ANALYTICS).toString(), "rebuild"));
            return command;
        }

        private static Map<String, Object> settings(Addresses addresses, LocalSecrets secrets) {
            Map<String, Object> settings = new LinkedHashMap<>();
            ServiceSettings.kafka(settings, addresses.kafka(), secrets);
            ServiceSettings.analytics(settings, Database.address(addresses.postgres(), secrets));
            return settings;
        }
    }
}
