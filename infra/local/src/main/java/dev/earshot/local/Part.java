package dev.earshot.local;

/** What runs, in the order in which it is stopped: whoever asks before whoever answers. */
enum Part {
    GATEWAY,
    PROJECTOR,
    ANALYTICS,
    AUDIO,
    POSTGRES,
    KAFKA;

    static Part of(Service service) {
        return switch (service) {
            case GATEWAY -> GATEWAY;
            case PROJECTOR -> PROJECTOR;
            case ANALYTICS -> ANALYTICS;
        };
    }
}
