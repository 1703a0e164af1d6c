package dev.earshot.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How parts, stuck partitions, sockets, sessions and dead records are written down. Pure. */
final class StatusText {
    private static final int MOST_SESSIONS = 20;

    private StatusText() {}

    /** A line for each part and reader, and what the gateway knows. */
    static List<String> of(StatusQuestion.Status status) {
        List<String> lines = new ArrayList<>();
        status.parts().forEach(part -> lines.add(part.line()));
        status.readers().forEach(lag -> lines.add(lag.line()));
        GatewayHealth health = status.health();
        if (health == null) lines.add("Sockets, sessions and dead records are not known: the gateway does not answer");
        else lines.addAll(of(health));
        return lines;
    }

    /** A line for each, what is stuck first, then the longest silent session. */
    static List<String> of(GatewayHealth health) {
        List<String> lines = new ArrayList<>();
        for (GatewayHealth.Standing stuck : health.stuck()) {
            String place =
                    stuck.topic() + "/" + stuck.partition() + (stuck.offset() < 0 ? "" : " at " + stuck.offset());
            lines.add("%-20s %-30s %s: %s".formatted("stuck", stuck.part(), place, stuck.reason()));
        }
        for (GatewayHealth.Gateway gateway : health.gateways()) {
            String sockets = gateway.sockets() == null ? "its own sockets" : count(gateway.sockets(), "socket");
            lines.add("%-20s %-17s %-30s %s"
                    .formatted(
                            "gateway",
                            sockets,
                            gateway.inVoice() + " in voice",
                            gateway.gatewayId() + " " + heard(gateway.lastHeard(), health.at())));
        }
        health.sessions().stream()
                .limit(MOST_SESSIONS)
                .forEach(session -> lines.add("%-20s %-17s %-30s %s"
                        .formatted("session", name(session), where(session), heard(session.lastHeard(), health.at()))));
        int more = health.sessionsTotal()
                - Math.min(MOST_SESSIONS, health.sessions().size());
        if (more > 0) lines.add("%-20s and %d more, heard later".formatted("", more));
        lines.add("%-20s %s".formatted("dead records", dead(health.dead())));
        return lines;
    }

    private static String dead(GatewayHealth.Dead dead) {
        if (dead.total() == null || dead.waiting() == null) return "not known";
        return dead.total() == 0 ? "0" : dead.total() + ", " + dead.waiting() + " of them not retried";
    }

    private static String name(GatewayHealth.Session session) {
        return session.username() == null ? session.userId() : session.username();
    }

    private static String where(GatewayHealth.Session session) {
        return session.channelId() == null ? "in no channel" : session.guild() + "/" + session.channelId();
    }

    private static String heard(@Nullable Instant last, Instant now) {
        if (last == null) return "not heard for a minute";
        long tenths = Math.max(0, Duration.between(last, now).toMillis() / 100);
        return "heard %d.%d s ago".formatted(tenths / 10, tenths % 10);
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }
}
