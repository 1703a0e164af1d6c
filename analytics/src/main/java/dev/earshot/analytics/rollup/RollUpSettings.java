package dev.earshot.analytics.rollup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sums follow the facts, {@code earshot.analytics.rollup.*}.
 *
 * @param every pause between two times, and so about how far the sums are behind
 */
@ConfigurationProperties("earshot.analytics.rollup")
record RollUpSettings(@DefaultValue("2s") Duration every) {
    RollUpSettings {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException(
                    "earshot.analytics.rollup.every is " + every + ": write a time above zero, such as 2s");
        }
    }
}
