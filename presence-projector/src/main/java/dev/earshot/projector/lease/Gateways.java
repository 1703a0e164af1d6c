package dev.earshot.projector.lease;

import dev.earshot.events.id.GatewayId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Which gateways live, by their ticks. */
final class Gateways {
    /** Silence, on the lease clock, after which a gateway is lost. */
    static final Duration LOST_AFTER = Duration.ofSeconds(3);

    private final Map<GatewayId, Duration> lastTick = new HashMap<>();

    /** Somebody is at this gateway. If it was never heard, its silence counts from now. */
    void expect(GatewayId gateway, Duration now) {
        lastTick.putIfAbsent(gateway, now);
    }

    void ticked(GatewayId gateway, Duration now) {
        lastTick.put(gateway, now);
    }

    /** Gateways that are lost as of now, each told once. */
    Iterable<GatewayId> lost(Duration now) {
        Map<GatewayId, Duration> lost = new HashMap<>(0);
        for (Iterator<Map.Entry<GatewayId, Duration>> all = lastTick.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<GatewayId, Duration> gateway = all.next();
            if (now.minus(gateway.getValue()).compareTo(LOST_AFTER) > 0) {
                lost.put(gateway.getKey(), gateway.getValue());
                all.remove();
            }
        }
        return lost.keySet();
    }
}
