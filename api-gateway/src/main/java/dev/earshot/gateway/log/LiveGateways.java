package dev.earshot.gateway.log;

import dev.earshot.events.id.GatewayId;
import java.time.Duration;
import java.util.Map;

/** How many gateways live, by the ticks in {@code voice.signals}. */
public interface LiveGateways {
    /** At least 1, for this one. */
    int count();

    /**
     * Whether this gateway does what one gateway alone has to do for a partition, such as comparing its guilds with LiveKit's
     * rooms. While gateways come and go two may, or none, for a moment.
     */
    boolean looksAfter(int partition);

    /** The live gateways and how long ago each was heard; this one too, once it has heard itself. A copy. */
    Map<GatewayId, Duration> silences();
}
