package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.earshot.servers.LiveKitFinder;
import dev.earshot.servers.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local run, tried by another account of the machine ({@link Stranger}). Skipped where the test may not become one. */
class OtherAccountIT {
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    Path data;

    private Path readable;

    @BeforeEach
    void layOutForTheStranger() throws Exception {
        readable = Files.createTempDirectory("earshot-stranger-");
        open(readable);
        try (Stream<Path> libraries = Files.list(Path.of("target", "lib"))) {
            for (Path library : libraries.toList()) {
                if (library.getFileName().toString().matches("(kafka-clients|slf4j-api|postgresql)-.*"))
                    copy(library, readable.resolve(library.getFileName()));
            }
        }
        Path packaged = Files.createDirectories(readable.resolve("dev/earshot/local"));
        for (String directory : List.of("dev", "dev/earshot", "dev/earshot/local")) open(readable.resolve(directory));
        for (String one : List.of("Stranger.class", "Stranger$Known.class")) {
            copy(Path.of("target/test-classes/dev/earshot/local", one), packaged.resolve(one));
        }
    }

    @AfterEach
    void nothingOutlivesTheTest() throws Exception {
        PostgresServer.stopLeftover(data.resolve("postgres"));
        try (Stream<Path> files = Files.walk(readable)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    @Test
    void another_account_of_the_machine_gets_nothing() throws Exception {
        assumeTrue(
                asNobody(List.of("-version")).code() == 0,
                "needs root and setpriv, to try the local run as another account of the machine");
        boolean audio = !"1".equals(System.getenv("EARSHOT_WITHOUT_AUDIO"))
                && LiveKitFinder.ofThisMachine().ready().isPresent();
        try (LocalRun run = new LocalRun(data, audio)) {
            run.awaitLines(audio ? List.of("Ready in", "LiveKit is up") : List.of("Ready in"));
            List<String> arguments =
                    new ArrayList<>(List.of("-cp", readable + "/*:" + readable, Stranger.class.getName()));
            arguments.addAll(
                    List.of("gateway=" + run.gateway, "projector=" + run.projector, "analytics=" + run.analytics));
            arguments.addAll(
                    List.of("kafka=" + run.kafka, "postgres=" + run.postgres, "data=" + data, "cache=" + cache()));
            if (audio) arguments.add("livekit=" + run.livekit);
            LocalRun.Said said = asNobody(arguments);
            List<String> tried = said.text()
                    .lines()
                    .filter(line -> line.matches("(postgres|kafka|gateway|projector|analytics|livekit|file):.*"))
                    .toList();
            assertThat(tried).hasSizeGreaterThanOrEqualTo(29);
            assertThat(tried).allMatch(line -> line.contains(" refused: "), "refused");
            assertThat(tried)
                    .filteredOn(line -> line.matches("(gateway|projector|analytics|livekit):.*"))
                    .allMatch(line -> line.endsWith(" 401"), "401");
            assertThat(tried)
                    .filteredOn(line -> line.startsWith("postgres:") && !line.contains("socket"))
                    .allMatch(line -> line.contains("password"), "a matter of the password");
            assertThat(tried)
                    .contains("kafka:wrong-password refused: SaslAuthenticationException")
                    .contains("file:secrets.properties refused: AccessDeniedException")
                    .contains("file:own-program refused: AccessDeniedException");
            noSecretIsOnACommandLine(LocalSecrets.in(data.resolve("secrets.properties")));
        }
    }

    /** Everybody may read those, of every process. */
    private static void noSecretIsOnACommandLine(LocalSecrets secrets) throws IOException {
        List<String> all = List.of(
                secrets.dev(),
                secrets.livekit(),
                secrets.analyst(),
                secrets.database(),
                secrets.superuser(),
                secrets.kafka());
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path line = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            String text = Files.isReadable(line) && process.isAlive() ? read(line) : "";
            assertThat(all).noneMatch(text::contains);
        }
    }

    private static String read(Path line) {
        try {
            return new String(Files.readAllBytes(line), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    private static LocalRun.Said asNobody(List<String> arguments) throws InterruptedException {
        List<String> line = new ArrayList<>(AS_NOBODY);
        line.add(ProcessHandle.current().info().command().orElse("java"));
        line.addAll(arguments);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new LocalRun.Said(process.waitFor(), text);
        } catch (IOException noSetpriv) {
            return new LocalRun.Said(1, String.valueOf(noSetpriv.getMessage()));
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(set -> !set.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("earshot");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        open(to);
    }

    private static void open(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
