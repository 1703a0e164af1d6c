package dev.earshot.faults.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A service from its shipped jar, laid out and with the start cache as {@code ./earshot up} has it, on a port of its own. */
public record Service(Part part, URI address) {
    private static final int HEAP_MIB = 256;

    /**
     * @param artifact the module; its executable jar must have been built
     * @param settings Spring properties, handed over in the environment, where no process list shows the secrets
     */
    static Service of(String name, String artifact, int port, Path logs, Map<String, Object> settings) {
        Path jar = Path.of(System.getProperty("earshot.root", "../.."), "infra/local/target/services")
                .resolve(artifact)
                .resolve(artifact + "-exec.jar")
                .toAbsolutePath()
                .normalize();
        Path cache = jar.resolveSibling(artifact + "-exec.aot");
        if (!Files.exists(cache)) throw new IllegalStateException(cache + " is missing: ./earshot build makes it");
        URI address = URI.create("http://127.0.0.1:" + port);
        Map<String, String> environment =
                Map.of("SPRING_APPLICATION_JSON", new JsonMapper().writeValueAsString(settings));
        Part part = new Part(
                name,
                logs.resolve(name + ".log"),
                Part.java(
                        HEAP_MIB,
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:AOTCache=" + cache,
                        "-Xlog:aot*=error",
                        "-jar",
                        jar.toString(),
                        "--server.port=" + port,
                        "--server.address=127.0.0.1"),
                environment,
                () -> Http.answers(address.resolve("/actuator/health/readiness")));
        return new Service(part, address);
    }

    /** The sum of a Prometheus counter over all its labels that hold every one of the words; 0 if there is none. */
    public double metric(String name, String... words) {
        return Http.get(address.resolve("/actuator/prometheus"), Tokens.of("operator", "operator"))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(words).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
