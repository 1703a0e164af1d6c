package dev.earshot.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where refused connections end: counted by reason, and logged once a minute with the latest address. */
final class RefusedConnections {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedConnections.class);
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final MeterRegistry meters;
    private final AtomicLong sinceLine = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    RefusedConnections(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param reason such as {@code unfinished-per-address} */
    void count(String reason, InetAddress address) {
        meters.counter("earshot.http.connections.refused", "reason", reason).increment();
        sinceLine.incrementAndGet();
        long now = System.nanoTime();
        long next = nextLine.get();
        if (now - next < 0 || !nextLine.compareAndSet(next, now + PAUSE)) return;
        LOG.warn(
                "{} connections were refused since the last such line; this one is of {}: {}",
                sinceLine.getAndSet(0),
                address.getHostAddress(),
                reason);
    }
}
