package dev.earshot.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How one service is run, as it ships, in a JVM of its own. */
final class ServiceProgram {
    private static final JsonMapper JSON = new JsonMapper();
    /** What a service is given for going; one that watched its start writes its cache meanwhile. */
    private static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final Duration TRAINED_FAREWELL = Duration.ofMinutes(4);

    /**
     * No second compiler: at the start it would take a third of two cores. The projector has it, because it folds long stretches of
     * the log for whoever looks back, twice as fast.
     */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /**
     * Room for the young: each past moment that is looked at is some megabytes, is kept for a few more, and would else be old by then.
     * A collection of the old ones stops everything for 300 ms.
     */
    private static final List<String> FOR_MOMENTS = List.of("-Xmn384m", "-XX:SurvivorRatio=4");

    /** Little memory. */
    private static final List<String> JVM = List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.allocator.type=pooled",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private ServiceProgram() {}

    /**
     * @param settings Spring properties; they go through the environment, because secrets are among them
     * @param watched whether this start is the one that later ones learn from
     */
    static ChildJvm.Program of(
            Service service, Map<String, Object> settings, Addresses addresses, DataDirectory data, boolean watched) {
        Path jar = ShippedServices.jar(service);
        List<String> arguments = new ArrayList<>(JVM);
        if (service == Service.PROJECTOR) arguments.addAll(FOR_MOMENTS);
        else arguments.add(ONE_COMPILER);
        arguments.addAll(StartCache.flags(StartCache.beside(jar), watched));
        arguments.addAll(List.of("-jar", jar.toString()));
        return new ChildJvm.Program(
                arguments,
                Map.of("SPRING_APPLICATION_JSON", JSON.writeValueAsString(settings)),
                data.pid(service),
                data.logs().resolve(service.artifact() + ".out"),
                jar.toString(),
                watched ? TRAINED_FAREWELL : FAREWELL,
                alive -> Readiness.await(service, addresses, alive, data.logs()));
    }

    /** Ends what a kill -9 of this program left behind: it has lost Kafka, so it has nothing to finish. */
    static void stopLeftover(Service service, DataDirectory data) throws IOException {
        ChildJvm.stopLeftover(data.pid(service), ShippedServices.jar(service).toString(), Duration.ZERO);
    }
}
