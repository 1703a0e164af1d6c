package dev.earshot.local;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tokens N}: logs u0 to u(N-1) in, as a person would, and prints their tokens one a line, for load tools. */
@Command(
        name = "tokens",
        description = "Prints dev tokens for the users u0, u1, …, one a line",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Callable<Integer> {
    @Mixin
    final DataOption data = new DataOption();

    @Parameters(paramLabel = "N", description = "How many")
    int count;

    @Override
    public Integer call() throws Exception {
        Optional<Addresses> run = Addresses.read(data.directory().run());
        if (run.isEmpty() || !RunLock.isHeld(data.directory().lock())) {
            System.err.println("Earshot is not running on " + data.directory().root() + ": ./earshot up starts it");
            return 1;
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int user = 0; user < count; user++) {
                System.out.println(DevLogin.token(http, run.get(), "u" + user, List.of()));
            }
        }
        return 0;
    }
}
