package dev.earshot.analytics.rollup;

import static dev.earshot.analytics.rollup.SummedHistories.date;
import static dev.earshot.analytics.rollup.SummedHistories.weekday;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The views of calls count how they began, lost their connection, and ended, as the ledger does. */
@ExtendWith(SummedHistories.Shared.class)
class CallViewsIT {
    private final SummedHistories histories;

    CallViewsIT(SummedHistories histories) {
        this.histories = histories;
    }

    @Test
    void joins_by_hour_and_weekday() {
        List<String> expected = new ArrayList<>();
        histories
                .guilds()
                .forEach((guild, ledger) -> ledger.joins().stream()
                        .collect(Collectors.groupingBy(
                                join -> join.channel() + "|" + weekday(join.at()) + "|"
                                        + join.at().atOffset(ZoneOffset.UTC).getHour(),
                                Collectors.counting()))
                        .forEach((key, many) -> expected.add(guild + "|" + key + "|" + many)));
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, channel_id, weekday, hour, sum(joins) FROM analytics.joins_by_hour"
                                + " GROUP BY 1, 2, 3, 4 HAVING sum(joins) > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void lost_connections_and_returns() {
        List<String> expected = new ArrayList<>();
        histories.guilds().forEach((guild, ledger) -> expected.add(guild + "|" + ledger.reconnects()));
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, count(*), count(back_at) FROM analytics.reconnects GROUP BY 1"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void lengths_reasons_and_the_expiry_rate() {
        long[] edges = {0, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, Long.MAX_VALUE};
        List<String> lengths = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<String> rates = new ArrayList<>();
        histories.guilds().forEach((guild, ledger) -> {
            List<Stay> calls = ledger.stays(Stay::endsCall).toList();
            for (int i = 0; i + 1 < edges.length; i++) {
                long from = edges[i];
                long to = edges[i + 1];
                long many = calls.stream()
                        .mapToLong(stay -> Math.max(
                                0,
                                Duration.between(stay.callBegan(), stay.ended()).toSeconds()))
                        .filter(length -> from <= length && length < to)
                        .count();
                if (many > 0) lengths.add(guild + "|" + from + "|" + many);
            }
            calls.stream()
                    .collect(
                            Collectors.groupingBy(stay -> date(stay.ended()) + "|" + stay.why(), Collectors.counting()))
                    .forEach((key, many) -> reasons.add(guild + "|" + key + "|" + many));
            calls.stream()
                    .collect(Collectors.groupingBy(stay -> date(stay.ended())))
                    .forEach((day, all) -> rates.add("%s|%s|%.4f".formatted(guild, day, Ledger.expiryRate(all))));
        });
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, from_seconds, sum(calls) FROM analytics.call_lengths GROUP BY 1, 2"))
                .containsExactlyInAnyOrderElementsOf(lengths);
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, day, why, sum(calls) FROM analytics.departures GROUP BY 1, 2, 3"))
                .containsExactlyInAnyOrderElementsOf(reasons);
        assertThat(histories.database().query("SELECT guild_id, day, expiry_rate FROM analytics.expiry_rate"))
                .containsExactlyInAnyOrderElementsOf(rates);
    }
}
