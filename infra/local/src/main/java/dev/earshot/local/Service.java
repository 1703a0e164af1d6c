package dev.earshot.local;

/** The three services. */
enum Service {
    GATEWAY("api-gateway"),
    PROJECTOR("presence-projector"),
    ANALYTICS("analytics");

    private final String artifact;

    Service(String artifact) {
        this.artifact = artifact;
    }

    /** Its Maven name, and the name of its log and of its unpacked jar. */
    String artifact() {
        return artifact;
    }

    int port(LocalPorts ports) {
        return switch (this) {
            case GATEWAY -> ports.gateway;
            case PROJECTOR -> ports.projector;
            case ANALYTICS -> ports.analytics;
        };
    }
}
