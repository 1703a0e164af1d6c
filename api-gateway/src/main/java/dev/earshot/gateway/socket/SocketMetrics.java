package dev.earshot.gateway.socket;

import dev.earshot.gateway.wire.SocketError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

/** What the socket counts. */
@Component
final class SocketMetrics {
    private final MeterRegistry meters;
    private final Counter framesIn;

    SocketMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.framesIn = meters.counter("earshot.socket.frames.in");
    }

    void frameIn() {
        framesIn.increment();
    }

    void refused(SocketError error) {
        meters.counter("earshot.socket.refusals", "code", error.code()).increment();
    }

    void refusedByFold(String code) {
        meters.counter("earshot.socket.refusals", "code", code).increment();
    }

    void refusedHandshake(String code) {
        meters.counter("earshot.socket.handshakes.refused", "code", code).increment();
    }

    /** @param code the close code that was sent */
    void closed(int code) {
        closed(Integer.toString(code));
    }

    /** A connection that answered no ping, and was cut without a close frame. */
    void closedAsDead() {
        closed("dead");
    }

    private void closed(String code) {
        meters.counter("earshot.socket.closes", "code", code).increment();
    }

    void gauges(IntSupplier sockets, IntSupplier sessions) {
        gauge("earshot.sockets", "Open sockets", sockets);
        gauge("earshot.sessions.joined", "Sessions that are in a channel", sessions);
    }

    // A registry holds what it measures weakly, unless it is told otherwise.
    private void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(meters);
    }
}
