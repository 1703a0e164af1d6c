package dev.earshot.gateway.feed;

import dev.earshot.kafka.tail.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What the feed counts. */
@Component
public final class FeedMetrics {
    final Counter records;
    final Counter dead;
    final Counter breaks;
    final Counter deliveries;
    final Counter resyncs;
    final Counter slowCloses;
    final DistributionSummary batch;
    final Timer fanOut;
    private final AtomicLong behind = new AtomicLong();
    private final MeterRegistry meters;

    public FeedMetrics(MeterRegistry meters) {
        this.meters = meters;
        records = counter(meters, "earshot.feed.records", "Records of voice.presence read");
        dead = counter(meters, "earshot.feed.dead", "Records of voice.presence that could not be read");
        breaks = counter(meters, "earshot.feed.breaks", "Times that reading voice.presence broke and began again");
        deliveries = counter(meters, "earshot.feed.deliveries", "Changes written to sockets, each counted per socket");
        resyncs = counter(meters, "earshot.feed.resyncs", "Snapshots sent to sockets that had fallen behind");
        slowCloses = counter(meters, "earshot.feed.slow.closes", "Sockets closed because they could not keep up");
        batch = DistributionSummary.builder("earshot.feed.batch")
                .description("Changes in one batch")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        fanOut = Timer.builder("earshot.feed.fanout")
                .description("From encoding a batch until it is written to every socket")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        Gauge.builder("earshot.feed.lag", behind, AtomicLong::get)
                .description("Records of voice.presence that Kafka has and this gateway has not yet read")
                .register(meters);
    }

    /** The table is read from its beginning once more. */
    void readAgain(Cause cause) {
        meters.counter("earshot.feed.rereads", "cause", cause.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void behind(long records) {
        behind.set(records);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
