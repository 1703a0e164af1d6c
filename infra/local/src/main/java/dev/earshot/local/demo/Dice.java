package dev.earshot.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** Chance with a seed: the same seed always rolls the same. */
final class Dice {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    /** @param which tells dice of one seed apart, so that one part of a history does not depend on how often another rolled */
    Dice(long seed, long which) {
        random = new SplittableRandom(seed * GOLDEN ^ Long.rotateLeft(which * GOLDEN, 31));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /** To the millisecond, as the log keeps it. */
    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(between(least.toMillis(), most.toMillis()));
    }

    Instant after(Instant time, Duration least, Duration most) {
        return time.plus(between(least, most));
    }

    /** Many short ones and a few long ones, as waits are. */
    Duration waiting(Duration mean) {
        return Duration.ofMillis(Math.max(1, Math.round(-mean.toMillis() * Math.log(1 - random.nextDouble()))));
    }

    /** Most near the middle and a few several times as long, as calls are. */
    Duration lasting(Duration median, double spread) {
        return Duration.ofMillis(Math.round(median.toMillis() * Math.exp(spread * random.nextGaussian())));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** An index, each as likely as its weight. */
    int weighted(double[] weights) {
        double sum = 0;
        for (double weight : weights) sum += weight;
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) return i;
        }
        return weights.length - 1;
    }

    /** 128 bits in the alphabet of ids, as gateways make them. */
    String text() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }
}
