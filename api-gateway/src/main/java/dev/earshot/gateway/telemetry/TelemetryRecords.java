package dev.earshot.gateway.telemetry;

import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.gateway.wire.ClientFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a frame becomes: one record for each sample and error, with who and where from the session. Pure. */
final class TelemetryRecords {
    private TelemetryRecords() {}

    /** Samples of somebody who is in no call are nothing, not an error: they may have crossed a leave. */
    static List<VoiceTelemetry> of(Origin origin, ClientFrame.Telemetry said, Instant at) {
        String client = CleanText.client(said.client());
        List<VoiceTelemetry> records = new ArrayList<>();
        Origin.Seat seat = origin.seat();
        if (seat != null) {
            said.samples()
                    .forEach(quality -> records.add(new VoiceTelemetry.QualitySampled(
                            at,
                            origin.user(),
                            origin.session(),
                            client,
                            seat.guild(),
                            seat.channel(),
                            seat.callId(),
                            quality)));
        }
        said.errors()
                .forEach(error -> records.add(new VoiceTelemetry.ClientErred(
                        at,
                        origin.user(),
                        origin.session(),
                        client,
                        seat == null ? null : seat.guild(),
                        seat == null ? null : seat.channel(),
                        error.kind(),
                        CleanText.message(error.message()),
                        CleanText.breadcrumbs(error.breadcrumbs()))));
        return records;
    }
}
