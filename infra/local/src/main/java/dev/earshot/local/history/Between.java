package dev.earshot.local.history;

import picocli.CommandLine.Option;

/** From one time to another. */
final class Between {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "1 day ago",
            description = "Since when (default ${DEFAULT-VALUE})")
    String from = "1 day ago";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "now",
            description = "Until when (default ${DEFAULT-VALUE})")
    String to = "now";
}
