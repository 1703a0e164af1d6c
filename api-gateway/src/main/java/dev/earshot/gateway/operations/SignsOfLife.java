package dev.earshot.gateway.operations;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.socket.OpenSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is here and when they were last heard: this gateway's own sessions as it knows them, those of others by their ticks. Pure.
 *
 * @param self this gateway
 * @param own its open sockets
 * @param present everybody who has a row
 * @param elsewhere what the ticks of the last minute say
 */
record SignsOfLife(GatewayId self, List<OpenSession> own, List<Seat> present, Heard elsewhere) {
    /** More sessions than a screen shows are not sent: the longest silent ones are those that matter. */
    static final int MOST_SESSIONS = 1000;

    private static final Comparator<Instant> SILENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    /** A row and its guild. */
    record Seat(GuildId guild, PresenceRow row) {}

    /** When ticks last named each gateway and session. */
    record Heard(Map<GatewayId, Instant> gateways, Map<SessionId, Instant> sessions) {
        static final Heard NOTHING = new Heard(Map.of(), Map.of());
    }

    /** The longest silent first. */
    List<OperationsHealth.Session> sessions() {
        Map<SessionId, OpenSession> known = new HashMap<>();
        for (OpenSession session : own) known.put(session.session(), session);
        List<OperationsHealth.Session> all = new ArrayList<>();
        for (Seat seat : present) {
            OpenSession mine = known.remove(seat.row().sessionId());
            all.add(inChannel(seat, mine == null ? heard(seat.row()) : mine.lastHeard()));
        }
        for (OpenSession idle : known.values()) {
            all.add(new OperationsHealth.Session(
                    null, idle.user(), idle.username(), idle.session(), null, self.value(), idle.lastHeard()));
        }
        all.sort(Comparator.comparing(OperationsHealth.Session::lastHeard, SILENT_FIRST)
                .thenComparing(session -> session.userId().value()));
        return all;
    }

    /** This one, those that tick, and those that rows still name. */
    List<OperationsHealth.Gateway> gateways(Instant now) {
        Map<String, Integer> inVoice = new TreeMap<>();
        inVoice.put(self.value(), 0);
        elsewhere.gateways().keySet().forEach(gateway -> inVoice.putIfAbsent(gateway.value(), 0));
        for (Seat seat : present) inVoice.merge(seat.row().gatewayId().value(), 1, Integer::sum);
        List<OperationsHealth.Gateway> all = new ArrayList<>();
        inVoice.forEach((gateway, people) -> {
            boolean here = gateway.equals(self.value());
            all.add(new OperationsHealth.Gateway(
                    gateway,
                    here ? own.size() : null,
                    people,
                    here ? now : elsewhere.gateways().get(new GatewayId(gateway))));
        });
        return all;
    }

    /** Whether somebody's session is on another gateway, so that its ticks must be read. */
    static boolean anybodyElsewhere(GatewayId self, List<Seat> present) {
        return present.stream().anyMatch(seat -> !seat.row().gatewayId().equals(self));
    }

    private @Nullable Instant heard(PresenceRow row) {
        return elsewhere.sessions().get(row.sessionId());
    }

    private static OperationsHealth.Session inChannel(Seat seat, @Nullable Instant lastHeard) {
        PresenceRow row = seat.row();
        return new OperationsHealth.Session(
                seat.guild(),
                row.userId(),
                row.profile().username(),
                row.sessionId(),
                row.channelId(),
                row.gatewayId().value(),
                lastHeard);
    }
}
