package dev.earshot.analytics.rollup;

import static dev.earshot.analytics.rollup.SummedHistories.FROM;
import static dev.earshot.analytics.rollup.SummedHistories.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The views of concurrency hold the peak and the average of every minute and hour that the ledger finds. */
@ExtendWith(SummedHistories.Shared.class)
class ConcurrencyViewsIT {
    private final SummedHistories histories;

    ConcurrencyViewsIT(SummedHistories histories) {
        this.histories = histories;
    }

    @Test
    void peak_and_average_by_minute() {
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, coalesce(channel_id, '*'), " + time("minute")
                                + ", peak, round(average * 60000) FROM analytics.concurrency_by_minute"
                                + window("quarter")))
                .containsExactlyInAnyOrderElementsOf(concurrency(ChronoUnit.MINUTES));
    }

    @Test
    void peak_and_average_by_hour() {
        List<String> expected = concurrency(ChronoUnit.HOURS);
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, coalesce(channel_id, '*'), " + time("hour")
                                + ", peak, round(minutes * 60000) FROM analytics.concurrency_by_hour" + window("hour")
                                + " AND peak > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).anyMatch(line -> line.contains("|*|") && !line.contains("|1|"));
        assertThat(histories
                        .database()
                        .query("SELECT count(*) FROM analytics.concurrency_by_hour" + window("hour")
                                + " AND abs(average - minutes / 60) > 0.001"))
                .containsExactly("0");
    }

    private List<String> concurrency(ChronoUnit bucket) {
        List<String> expected = new ArrayList<>();
        histories.guilds().forEach((guild, ledger) -> {
            Map<String, List<Stay>> places = ledger.stays(stay -> stay.ended().isAfter(stay.began()))
                    .flatMap(stay -> Stream.of(Map.entry(stay.channel(), stay), Map.entry("*", stay)))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
            places.forEach((channel, stays) -> {
                for (Instant at = FROM; at.isBefore(TO); at = at.plus(1, bucket)) {
                    Instant to = at.plus(1, bucket);
                    Instant first = at;
                    List<Stay> some = stays.stream()
                            .filter(stay -> stay.within(first, to) > 0)
                            .toList();
                    long millis = Ledger.millis(some, first, to);
                    if (millis == 0) continue;
                    // As the views round: minutes, or people, to a thousandth.
                    long rounded = Math.round(millis / 60.0) * 60;
                    expected.add(String.join(
                            "|", guild, channel, at.toString(), "" + Ledger.peak(some, first, to), "" + rounded));
                }
            });
        });
        return expected;
    }

    private static String time(String column) {
        return "to_char(" + column + ", 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }

    private static String window(String column) {
        return " WHERE " + column + " >= '" + FROM + "' AND " + column + " < '" + TO + "'";
    }
}
