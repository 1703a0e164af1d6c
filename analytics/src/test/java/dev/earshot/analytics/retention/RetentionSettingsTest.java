package dev.earshot.analytics.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionSettingsTest {
    private static final Instant FOR_EVER = Instant.parse("2099-01-01T00:00:00Z");

    @Test
    void what_is_left_empty_is_kept_for_ever() {
        RetentionSettings settings = bound(Map.of("earshot.analytics.retention.calls", ""));
        assertThat(settings.isOver(FactKind.CALLS, YearMonth.of(2001, 1), FOR_EVER))
                .isFalse();
        assertThat(settings.isOver(FactKind.AUDIT, YearMonth.of(2001, 1), FOR_EVER))
                .isFalse();
        assertThat(settings.isOver(FactKind.QUALITY, YearMonth.of(2001, 1), FOR_EVER))
                .isTrue();
    }

    @Test
    void less_than_a_month_is_refused_with_what_to_write_instead() {
        assertThatThrownBy(() -> bound(Map.of("earshot.analytics.retention.quality", "30d")))
                .rootCause()
                .hasMessage(
                        "earshot.analytics.retention.quality is PT720H: whole months are dropped, so write at least 31d,"
                                + " or nothing to keep for ever");
    }

    @Test
    void a_month_is_over_when_its_end_is_older() {
        RetentionSettings settings = bound(Map.of("earshot.analytics.retention.calls", "31d"));
        Instant end = Instant.parse("2026-04-01T00:00:00Z");
        assertThat(settings.isOver(FactKind.CALLS, YearMonth.of(2026, 3), end.plus(Duration.ofDays(31))))
                .isTrue();
        assertThat(settings.isOver(
                        FactKind.CALLS,
                        YearMonth.of(2026, 3),
                        end.plus(Duration.ofDays(31)).minusMillis(1)))
                .isFalse();
    }

    private static RetentionSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("earshot.analytics.retention", RetentionSettings.class);
    }
}
