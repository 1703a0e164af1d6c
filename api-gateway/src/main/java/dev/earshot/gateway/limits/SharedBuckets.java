package dev.earshot.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * One bucket for each user or address of a limit. Forgotten when nobody asked for longer than it takes to fill again, so that
 * forgetting gives nothing away.
 */
final class SharedBuckets {
    /** More than this many at once is an attack on memory; the oldest are then forgotten early. */
    private static final int MOST = 200_000;

    private final Rate rate;
    private final IntSupplier gateways;
    private final TimeMeter time;
    private final Cache<String, Share> shares;

    /** @param gateways how many share the limit; always 1 for a limit that is each gateway's own */
    SharedBuckets(Rate rate, IntSupplier gateways, TimeMeter time) {
        this.rate = rate;
        this.gateways = gateways;
        this.time = time;
        Duration filled = rate.per().multipliedBy(Math.ceilDiv(rate.burst(), rate.count()));
        this.shares = Caffeine.newBuilder()
                .ticker(time::currentTimeNanos)
                .maximumSize(MOST)
                .expireAfterAccess(filled.multipliedBy(2).plusMinutes(1))
                .build();
    }

    /** Takes one; else how long to wait for the next. */
    Optional<Duration> take(String key) {
        int among = gateways.getAsInt();
        Share share = shares.get(key, _ -> new Share(bucket(rate, among, time), among));
        if (share.among() != among) share = divided(key, share, among);
        return take(share.bucket());
    }

    // A gateway came or went: what was left is kept in proportion.
    private Share divided(String key, Share old, int among) {
        old.bucket().replaceConfiguration(rate.share(among), TokensInheritanceStrategy.PROPORTIONALLY);
        Share next = new Share(old.bucket(), among);
        shares.put(key, next);
        return next;
    }

    private static Bucket bucket(Rate rate, int among, TimeMeter time) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(rate.share(among).getBandwidths()[0])
                .build();
    }

    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** @param among how many gateways the bucket was divided by */
    private record Share(Bucket bucket, int among) {}
}
