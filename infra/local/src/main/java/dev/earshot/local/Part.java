package dev.earshot.local;

import java.nio.file.Path;

/** What runs, in the order in which it is stopped: whoever asks before whoever answers. */
enum Part {
    GATEWAY("api-gateway"),
    PROJECTOR("presence-projector"),
    ANALYTICS("analytics"),
    AUDIO("LiveKit"),
    POSTGRES("PostgreSQL"),
    KAFKA("Kafka");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    static Part of(Service service) {
        return switch (service) {
            case GATEWAY -> GATEWAY;
            case PROJECTOR -> PROJECTOR;
            case ANALYTICS -> ANALYTICS;
        };
    }

    /** As the terminal, {@code status} and the Health page call it. */
    String title() {
        return title;
    }

    /** Where it logs. */
    Path log(DataDirectory data) {
        return switch (this) {
            case AUDIO -> data.livekit().resolve("livekit.log");
            case POSTGRES -> data.logs().resolve("postgresql.log");
            case KAFKA -> data.logs().resolve("kafka.log");
            case GATEWAY, PROJECTOR, ANALYTICS -> data.logs().resolve(title + ".log");
        };
    }
}
