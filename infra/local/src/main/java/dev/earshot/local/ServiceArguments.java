package dev.earshot.local;

import dev.earshot.servers.PostgresAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each service is told on its command line in the local run; everything else is its own default. */
record ServiceArguments(LocalPorts ports, DataDirectory data, LocalSecrets secrets) {
    /** The key that LiveKit knows the gateway by. */
    static final String LIVEKIT_KEY = "earshot";

    /** @param database for the service that uses one */
    List<String> of(Service service, @Nullable PostgresAddress database) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + service.port(ports),
                "--spring.profiles.active=dev",
                "--spring.main.banner-mode=off",
                // Ctrl-C stops the parts in an order of our own.
                "--spring.main.register-shutdown-hook=false",
                "--spring.kafka.bootstrap-servers=127.0.0.1:" + ports.kafka,
                "--earshot.auth.dev-secret=" + secrets.dev(),
                "--logging.config=jar:" + ShippedServices.own().toUri() + "!/logback-service.xml",
                "--earshot.local.log=" + data.logs().resolve(service.artifact() + ".log")));
        switch (service) {
            case GATEWAY -> arguments.addAll(gateway());
            case PROJECTOR -> arguments.add("--spring.kafka.streams.state-dir=" + data.streams());
            case ANALYTICS -> {
                if (database != null) {
                    arguments.addAll(analytics(database));
                }
            }
        }
        return List.copyOf(arguments);
    }

    private List<String> gateway() {
        String origins = "http://localhost:" + ports.gateway + ",http://127.0.0.1:" + ports.gateway;
        return List.of(
                "--earshot.livekit.url=http://127.0.0.1:" + ports.livekit,
                "--earshot.livekit.public-url=ws://localhost:" + ports.livekit,
                "--earshot.livekit.api-key=" + LIVEKIT_KEY,
                "--earshot.livekit.api-secret=" + secrets.livekit(),
                "--earshot.livekit.status-file=" + data.livekitStatus(),
                "--earshot.gateway.allowed-origins=" + origins,
                "--earshot.history.url=http://127.0.0.1:" + ports.projector,
                "--earshot.analytics.url=http://127.0.0.1:" + ports.analytics);
    }

    private static List<String> analytics(PostgresAddress database) {
        return List.of(
                "--earshot.postgres.address=" + database.host() + ":" + database.port() + "/" + database.database(),
                "--earshot.postgres.user=" + database.user(),
                "--earshot.postgres.password=" + database.password());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ServiceArguments in " + data.root();
    }
}
