package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.Samples;
import dev.earshot.analytics.testing.Samples.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An item of an answer about quality against its samples. */
final class Figures {
    /** To a millionth in the answer. */
    private static final double ROUNDED = 0.000001;

    private Figures() {}

    /** As an answer from classes promises. */
    static void assertSummed(JsonNode item, List<Sample> samples) {
        assertFigures(item, samples, 0.02, 0.01);
    }

    static void assertFigures(JsonNode item, List<Sample> samples, double ratio, double mos) {
        assertThat(item.get("samples").asLong()).as(item.toString()).isEqualTo(samples.size());
        assertThat(item.get("poor").asLong())
                .as(item.toString())
                .isEqualTo(samples.stream().filter(Sample::isPoor).count());
        Map<String, Samples.Measure> measures = Map.<String, Samples.Measure>of(
                "jitterMs", Sample::jitter,
                "lossRatio", Sample::loss,
                "roundTripMs", Sample::roundTrip,
                "bitrateBps", Sample::bitrate);
        Map<String, Double> shares = Map.of("p50", 0.5, "p95", 0.95, "p99", 0.99);
        measures.forEach((name, measure) -> shares.forEach((share, of) -> {
            Double exact = Samples.percentile(samples, measure, of);
            assertClose(item.get(name).get(share), exact, exact == null ? 0 : exact * ratio);
        }));
        assertClose(item.at("/mos/p50"), Samples.percentile(samples, Sample::mos, 0.5), mos);
        assertClose(item.at("/mos/p05"), Samples.percentile(samples, Sample::mos, 0.05), mos);
    }

    private static void assertClose(JsonNode shown, @Nullable Double exact, double within) {
        if (exact == null) assertThat(shown.isNull()).isTrue();
        else assertThat(shown.asDouble()).isCloseTo(exact, within(within + ROUNDED));
    }
}
