package dev.earshot.local;

import dev.earshot.servers.PostgresAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each service is told in the local run; everything else is its own default. */
record ServiceSettings(LocalPorts ports, DataDirectory data, LocalSecrets secrets) {
    /** The key that LiveKit knows the gateway by. */
    static final String LIVEKIT_KEY = "earshot";

    /** @param database for the service that uses one */
    Map<String, Object> of(Service service, @Nullable PostgresAddress database) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", service.port(ports));
        settings.put("spring.profiles.active", "dev");
        settings.put("spring.main.banner-mode", "off");
        settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + ports.kafka);
        settings.put("earshot.auth.dev-secret", secrets.dev());
        settings.put("logging.config", "jar:" + ShippedServices.own().toUri() + "!/logback-service.xml");
        settings.put(
                "earshot.local.log",
                data.logs().resolve(service.artifact() + ".log").toString());
        switch (service) {
            case GATEWAY -> gateway(settings);
            case PROJECTOR ->
                settings.put("spring.kafka.streams.state-dir", data.streams().toString());
            case ANALYTICS -> {
                if (database != null) analytics(settings, database);
                settings.put("earshot.analytics.analyst-password", secrets.analyst());
            }
        }
        return settings;
    }

    private void gateway(Map<String, Object> settings) {
        settings.put("earshot.livekit.url", "http://127.0.0.1:" + ports.livekit);
        settings.put("earshot.livekit.public-url", "ws://localhost:" + ports.livekit);
        settings.put("earshot.livekit.api-key", LIVEKIT_KEY);
        settings.put("earshot.livekit.api-secret", secrets.livekit());
        settings.put("earshot.livekit.status-file", data.livekitStatus().toString());
        settings.put(
                "earshot.gateway.allowed-origins",
                "http://localhost:" + ports.gateway + ",http://127.0.0.1:" + ports.gateway);
        settings.put("earshot.history.url", "http://127.0.0.1:" + ports.projector);
        settings.put("earshot.analytics.url", "http://127.0.0.1:" + ports.analytics);
    }

    static void analytics(Map<String, Object> settings, PostgresAddress database) {
        settings.put("earshot.postgres.address", database.host() + ":" + database.port() + "/" + database.database());
        settings.put("earshot.postgres.user", database.user());
        settings.put("earshot.postgres.password", database.password());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ServiceSettings in " + data.root();
    }
}
