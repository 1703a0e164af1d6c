package dev.earshot.events.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A person's own call over one window, as the browser's WebRTC statistics say. A measure is null where the browser cannot say,
 * as the received ones are for somebody who is alone.
 *
 * @param windowMs how long the window was
 * @param jitterMs of the packets received, the largest among the people heard
 * @param lossRatio of the packets received, 0 to 1
 * @param roundTripMs to the media server and back
 * @param bitrateInBps bits a second received
 * @param bitrateOutBps bits a second sent
 * @param concealedMs milliseconds of sound made up because the true one was not there in time, of all people heard together
 * @param audioLevel of one's own microphone, 0 to 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallQuality(
        long windowMs,
        @Nullable Double jitterMs,
        @Nullable Double lossRatio,
        @Nullable Double roundTripMs,
        @Nullable Double bitrateInBps,
        @Nullable Double bitrateOutBps,
        @Nullable Double concealedMs,
        @Nullable Double audioLevel,
        @Nullable IcePath icePath,
        @Nullable IceProtocol iceProtocol) {}
