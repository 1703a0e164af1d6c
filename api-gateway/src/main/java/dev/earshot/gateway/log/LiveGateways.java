package dev.earshot.gateway.log;

/** How many gateways live, by the ticks in {@code voice.signals}. */
public interface LiveGateways {
    /** At least 1, for this one. */
    int count();

    /**
     * Whether this gateway does what one gateway alone has to do for a partition, such as comparing its guilds with LiveKit's
     * rooms. While gateways come and go two may, or none, for a moment.
     */
    boolean looksAfter(int partition);
}
