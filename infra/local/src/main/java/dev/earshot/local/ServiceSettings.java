package dev.earshot.local;

import dev.earshot.servers.PostgresAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each service is told in the local run; everything else is its own default. */
record ServiceSettings(LocalPorts ports, DataDirectory data, LocalSecrets secrets) {
    /** The key that LiveKit knows the gateway by. */
    static final String LIVEKIT_KEY = "earshot";

    Map<String, Object> of(Service service) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.address", "127.0.0.1");
        settings.put("server.port", service.port(ports));
        settings.put("spring.profiles.active", "dev");
        settings.put("spring.main.banner-mode", "off");
        kafka(settings, ports.kafka, secrets);
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
                analytics(settings, Database.address(ports.postgres, secrets));
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
        for (Part part : Part.values()) {
            settings.put(
                    "earshot.operations.logs.[" + part.title() + "]",
                    part.log(data).toString());
        }
    }

    static void kafka(Map<String, Object> settings, int port, LocalSecrets secrets) {
        settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + port);
        secrets.kafkaLogin()
                .clientSettings()
                .forEach((name, value) -> settings.put("spring.kafka.properties." + name, value));
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
