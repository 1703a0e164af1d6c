package dev.earshot.local.demo;

import dev.earshot.events.id.GatewayId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When the gateway was started anew, which cuts everybody off for a moment; each start has an id of its own. */
final class Restarts {
    /** How long the old one takes to part from its sockets. */
    static final Duration DRAIN = Duration.ofSeconds(2);

    private static final int EVERY_DAYS = 6;

    private final List<Instant> moments = new ArrayList<>();
    private final TreeMap<Instant, GatewayId> gateways = new TreeMap<>();

    Restarts(DemoPlan plan, Dice dice) {
        gateways.put(Instant.MIN, id(dice));
        List<LocalDate> dates = plan.dates();
        for (int day = EVERY_DAYS / 2; day < dates.size(); day += EVERY_DAYS) {
            // In the afternoon, or once in a while in the evening, while many are there.
            LocalTime time = dice.chance(0.7) ? LocalTime.of(14, 20) : LocalTime.of(21, 5);
            Instant moment = dates.get(day).atTime(time).atZone(plan.zone()).toInstant();
            moments.add(moment);
            gateways.put(moment.plus(DRAIN), id(dice));
        }
    }

    /** The gateway that serves at this time. */
    GatewayId gateway(Instant at) {
        Map.Entry<Instant, GatewayId> serving = gateways.floorEntry(at);
        if (serving == null) throw new IllegalStateException("No gateway before " + at);
        return serving.getValue();
    }

    /** The restart that falls into this time, if one does. */
    Optional<Instant> within(Instant from, Instant to) {
        return moments.stream()
                .filter(moment -> moment.isAfter(from) && moment.isBefore(to))
                .findFirst();
    }

    private static GatewayId id(Dice dice) {
        return new GatewayId("g-" + dice.text());
    }
}
