package dev.earshot.gateway.socket;

import dev.earshot.events.id.GatewayId;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.feed.GuildFeeds;
import dev.earshot.gateway.identity.TokenVerifier;
import dev.earshot.gateway.limits.Limits;
import dev.earshot.gateway.log.EventLog;
import dev.earshot.gateway.telemetry.TelemetryLog;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every socket works with. */
@Component
record SocketParts(
        GatewayId gateway,
        EventLog log,
        GuildFeeds feeds,
        Directory directory,
        TokenVerifier tokens,
        Limits limits,
        AuditLog audit,
        TelemetryLog telemetry,
        SocketMetrics metrics,
        SocketSettings settings,
        Clock clock) {}
