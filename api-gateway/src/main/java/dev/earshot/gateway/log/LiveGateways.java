package dev.earshot.gateway.log;

/** How many gateways live, by the ticks in {@code voice.signals}. */
public interface LiveGateways {
    /** At least 1, for this one. */
    int count();
}
