package dev.earshot.analytics.fact;

import static dev.earshot.analytics.fact.Column.big;
import static dev.earshot.analytics.fact.Column.measure;
import static dev.earshot.analytics.fact.Column.text;
import static dev.earshot.analytics.fact.Column.texts;
import static dev.earshot.analytics.fact.Column.time;

import dev.earshot.analytics.fact.FactRow.Erred;
import dev.earshot.analytics.fact.FactRow.Sampled;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.IcePath;
import dev.earshot.events.telemetry.IceProtocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of telemetry, as {@code V3__telemetry.sql} creates them. */
final class TelemetryTables {
    static final FactTable<Sampled> QUALITY = new FactTable<>(
            "quality",
            Sampled.class,
            List.of(
                    time("occurred", row -> row.sampled().at()),
                    text("guild_id", row -> row.sampled().guild().value()),
                    text("channel_id", row -> row.sampled().channel().value()),
                    text("user_id", row -> row.sampled().user().value()),
                    text("session_id", row -> row.sampled().session().value()),
                    text("call_id", row -> row.sampled().callId()),
                    text("client", row -> row.sampled().client()),
                    big("window_ms", row -> row.sampled().quality().windowMs()),
                    measure("jitter_ms", row -> row.sampled().quality().jitterMs()),
                    measure("loss_ratio", row -> row.sampled().quality().lossRatio()),
                    measure("round_trip_ms", row -> row.sampled().quality().roundTripMs()),
                    measure("bitrate_in_bps", row -> row.sampled().quality().bitrateInBps()),
                    measure("bitrate_out_bps", row -> row.sampled().quality().bitrateOutBps()),
                    measure("concealed_ms", row -> row.sampled().quality().concealedMs()),
                    measure("audio_level", row -> row.sampled().quality().audioLevel()),
                    text("ice_path", row -> path(row.sampled().quality().icePath())),
                    text("ice_protocol", row -> protocol(row.sampled().quality().iceProtocol()))));

    static final FactTable<Erred> CLIENT_ERROR = new FactTable<>(
            "client_error",
            Erred.class,
            List.of(
                    time("occurred", row -> row.erred().at()),
                    text("guild_id", row -> FactTables.guild(row.erred().guild())),
                    text("channel_id", row -> FactTables.channel(row.erred().channel())),
                    text("user_id", row -> row.erred().user().value()),
                    text("session_id", row -> row.erred().session().value()),
                    text("client", row -> row.erred().client()),
                    text("kind", row -> kind(row.erred().kind())),
                    text("message", row -> row.erred().message()),
                    texts("breadcrumbs", row -> row.erred().breadcrumbs())));

    private TelemetryTables() {}

    private static @Nullable String path(@Nullable IcePath path) {
        return switch (path) {
            case HOST -> "host";
            case SERVER_REFLEXIVE -> "srflx";
            case PEER_REFLEXIVE -> "prflx";
            case RELAY -> "relay";
            case null -> null;
        };
    }

    private static @Nullable String protocol(@Nullable IceProtocol protocol) {
        return switch (protocol) {
            case UDP -> "udp";
            case TCP -> "tcp";
            case TLS -> "tls";
            case null -> null;
        };
    }

    private static String kind(ErrorKind kind) {
        return switch (kind) {
            case UNCAUGHT -> "uncaught";
            case UNHANDLED_REJECTION -> "unhandled-rejection";
            case RENDER -> "render";
            case MEDIA -> "media";
        };
    }
}
