package dev.earshot.gateway.wire;

import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.IcePath;
import dev.earshot.events.telemetry.IceProtocol;
import java.util.List;

/**
 * The frame {@code telemetry}. Measures are numbers from 0 up, or absent; one beyond what can be is taken as the most there can
 * be, for a browser that wakes from sleep counts oddly and its other figures are still worth having.
 */
final class TelemetryFields {
    /** Samples in one frame: a minute of them, after a pause. */
    static final int MAX_SAMPLES = 6;
    /** Errors in one frame. */
    static final int MAX_ERRORS = 5;
    /** Breadcrumbs of one error. */
    static final int MAX_CRUMBS = 20;

    private static final int MAX_MESSAGE = 2_000;
    private static final int MAX_CRUMB = 64;
    private static final long MAX_WINDOW_MS = 600_000;
    private static final double MAX_DELAY_MS = 60_000;
    private static final double MAX_BPS = 1e9;

    private TelemetryFields() {}

    static ClientFrame.Telemetry read(FrameFields fields, String client) {
        Long id = fields.has("id") ? (Long) fields.id() : null;
        List<CallQuality> samples = fields.list("samples", MAX_SAMPLES, TelemetryFields::sample);
        List<ClientFrame.ClientError> errors = fields.list("errors", MAX_ERRORS, TelemetryFields::error);
        return new ClientFrame.Telemetry(id, client, samples, errors);
    }

    private static CallQuality sample(FrameFields fields) {
        return new CallQuality(
                Math.min(fields.whole("windowMs", 1), MAX_WINDOW_MS),
                fields.measure("jitterMs", MAX_DELAY_MS),
                fields.measure("lossRatio", 1),
                fields.measure("roundTripMs", MAX_DELAY_MS),
                fields.measure("bitrateInBps", MAX_BPS),
                fields.measure("bitrateOutBps", MAX_BPS),
                fields.measure("concealedMs", MAX_WINDOW_MS),
                fields.measure("audioLevel", 1),
                fields.has("icePath") ? fields.name("icePath", TelemetryFields::path) : null,
                fields.has("iceProtocol") ? fields.name("iceProtocol", TelemetryFields::protocol) : null);
    }

    private static ClientFrame.ClientError error(FrameFields fields) {
        return new ClientFrame.ClientError(
                fields.name("kind", TelemetryFields::kind),
                fields.text("message", MAX_MESSAGE),
                fields.texts("breadcrumbs", MAX_CRUMBS, MAX_CRUMB));
    }

    private static IcePath path(String text) {
        return switch (text) {
            case "host" -> IcePath.HOST;
            case "srflx" -> IcePath.SERVER_REFLEXIVE;
            case "prflx" -> IcePath.PEER_REFLEXIVE;
            case "relay" -> IcePath.RELAY;
            default -> throw new IllegalArgumentException("not a type of candidate");
        };
    }

    private static IceProtocol protocol(String text) {
        return switch (text) {
            case "udp" -> IceProtocol.UDP;
            case "tcp" -> IceProtocol.TCP;
            case "tls" -> IceProtocol.TLS;
            default -> throw new IllegalArgumentException("not a protocol of ICE");
        };
    }

    private static ErrorKind kind(String text) {
        return switch (text) {
            case "uncaught" -> ErrorKind.UNCAUGHT;
            case "unhandled-rejection" -> ErrorKind.UNHANDLED_REJECTION;
            case "render" -> ErrorKind.RENDER;
            case "media" -> ErrorKind.MEDIA;
            default -> throw new IllegalArgumentException("not a kind of error");
        };
    }
}
