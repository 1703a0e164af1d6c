package dev.earshot.analytics.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long facts are kept, {@code earshot.analytics.retention.*}; null (an empty setting) is for ever. A month goes when all
 * of it is older.
 *
 * @param calls calls and their stays
 * @param states switches, moderation, connection
 * @param speech single stretches of speech; the seconds spoken of a stay are kept with the stay
 * @param refusals joins and resumes that the log refused
 * @param audit who did what
 * @param quality samples of call quality
 * @param errors errors of browsers
 * @param every how often old months are looked for
 */
@ConfigurationProperties("earshot.analytics.retention")
public record RetentionSettings(
        @Nullable Duration calls,
        @Nullable Duration states,
        @DefaultValue("400d") @Nullable Duration speech,
        @Nullable Duration refusals,
        @Nullable Duration audit,
        @DefaultValue("180d") @Nullable Duration quality,
        @DefaultValue("180d") @Nullable Duration errors,
        @DefaultValue("6h") Duration every) {
    private static final Duration SHORTEST = Duration.ofDays(31);

    public RetentionSettings {
        check("calls", calls);
        check("states", states);
        check("speech", speech);
        check("refusals", refusals);
        check("audit", audit);
        check("quality", quality);
        check("errors", errors);
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException(
                    "earshot.analytics.retention.every is " + every + ": write a time above zero, such as 6h");
        }
    }

    /** How long this kind is kept, null for ever. */
    @Nullable
    Duration of(FactKind kind) {
        return switch (kind) {
            case CALLS -> calls;
            case STATES -> states;
            case SPEECH -> speech;
            case REFUSALS -> refusals;
            case AUDIT -> audit;
            case QUALITY -> quality;
            case ERRORS -> errors;
        };
    }

    /** Whether facts of this month (UTC) need no longer be there. */
    public boolean isOver(FactKind kind, YearMonth month, Instant now) {
        Duration kept = of(kind);
        if (kept == null) return false;
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return !end.isAfter(now.minus(kept));
    }

    private static void check(String key, @Nullable Duration kept) {
        if (kept != null && kept.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("earshot.analytics.retention." + key + " is " + kept
                    + ": whole months are dropped, so write at least 31d, or nothing to keep for ever");
        }
    }
}
