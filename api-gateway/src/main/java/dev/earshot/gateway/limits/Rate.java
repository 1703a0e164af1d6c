package dev.earshot.gateway.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many in so long, after a first burst. A share of it is what one of several gateways allows.
 *
 * @param count how many are given back in each {@code per}
 * @param burst how many may come at once
 */
public record Rate(long count, Duration per, long burst) {
    public Rate {
        if (count < 1 || burst < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("A limit under earshot.limits needs count and burst from 1 up and a per"
                    + " such as 1s; it has count " + count + ", per " + per + ", burst " + burst);
        }
    }

    static Rate perSecond(long count, long burst) {
        return new Rate(count, Duration.ofSeconds(1), burst);
    }

    /** What is left for each of n gateways, never less than one at a time. */
    BucketConfiguration share(int gateways) {
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(Math.max(1, Math.ceilDiv(burst, gateways)))
                .refillGreedy(count, per.multipliedBy(gateways))
                .build();
        return BucketConfiguration.builder().addLimit(bandwidth).build();
    }
}
