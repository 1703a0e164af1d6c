package dev.earshot.gateway.log;

import dev.earshot.events.id.GatewayId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Who of the live gateways does what has to be done once for a partition: each of them works it out alike. Pure. */
final class GatewayTurns {
    private GatewayTurns() {}

    /** @param live those whose ticks are heard; the asking one counts as live whether or not it has heard itself yet */
    static boolean isTurnOf(GatewayId self, Collection<GatewayId> live, int partition) {
        List<String> all = Stream.concat(live.stream(), Stream.of(self))
                .map(GatewayId::value)
                .distinct()
                .sorted()
                .toList();
        return all.get(partition % all.size()).equals(self.value());
    }
}
