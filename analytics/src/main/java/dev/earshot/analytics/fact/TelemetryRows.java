package dev.earshot.analytics.fact;

import dev.earshot.events.telemetry.VoiceTelemetry;

/** A record of {@code voice.telemetry} as a row. */
public final class TelemetryRows {
    private TelemetryRows() {}

    /**
     * @param key the record itself: nothing else caused it
     * @throws Unstorable if it holds what no fact may hold
     */
    public static FactRow of(VoiceTelemetry telemetry, FactKey key) {
        return switch (telemetry) {
            case VoiceTelemetry.QualitySampled sampled -> new FactRow.Sampled(key, sampled);
            case VoiceTelemetry.ClientErred erred -> new FactRow.Erred(key, erred);
        };
    }
}
