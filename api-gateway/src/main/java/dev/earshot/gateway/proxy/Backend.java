package dev.earshot.gateway.proxy;

/** A service behind the gateway. */
enum Backend {
    HISTORY("history", "The history service"),
    ANALYTICS("analytics", "The analytics service");

    private final String code;
    private final String shown;

    Backend(String code, String shown) {
        this.code = code;
        this.shown = shown;
    }

    /** For codes and metrics. */
    String code() {
        return code;
    }

    /** As a sentence begins with it. */
    String shown() {
        return shown;
    }
}
