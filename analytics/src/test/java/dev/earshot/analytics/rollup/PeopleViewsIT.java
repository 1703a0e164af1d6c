package dev.earshot.analytics.rollup;

import static dev.earshot.analytics.rollup.SummedHistories.FROM;
import static dev.earshot.analytics.rollup.SummedHistories.date;
import static dev.earshot.analytics.rollup.SummedHistories.weekday;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The views of people say how long each was there and spoke, and how many spoke, as the ledger does. */
@ExtendWith(SummedHistories.Shared.class)
class PeopleViewsIT {
    private final SummedHistories histories;

    PeopleViewsIT(SummedHistories histories) {
        this.histories = histories;
    }

    @Test
    void minutes_of_each_person_by_channel_and_day() {
        List<String> expected = new ArrayList<>();
        histories
                .guilds()
                .forEach((guild, ledger) -> days().forEach(day -> ledger.stays(_ -> true)
                        .collect(Collectors.groupingBy(stay -> stay.channel() + "|" + stay.user()))
                        .forEach((who, stays) -> {
                            Instant next = day.plus(1, ChronoUnit.DAYS);
                            long present = Ledger.millis(stays, day, next);
                            long spoken = stays.stream()
                                    .filter(stay -> stay.endedWithin(day, next))
                                    .mapToLong(stay -> Math.round(stay.spoken() * 1000))
                                    .sum();
                            String calls = String.valueOf(ledger.joins().stream()
                                    .filter(join -> who.equals(join.channel() + "|" + join.user()))
                                    .filter(join -> !join.at().isBefore(day)
                                            && join.at().isBefore(next))
                                    .count());
                            if (present == 0 && spoken == 0 && calls.equals("0")) return;
                            expected.add(
                                    String.join("|", guild, date(day), who, "" + minutes(present), "" + spoken, calls));
                        })));
        assertThat(histories
                        .database()
                        .query(
                                "SELECT guild_id, day, channel_id, user_id, (minutes * 1000)::bigint, (seconds_spoken * 1000)::bigint, calls"
                                        + " FROM analytics.minutes WHERE day < '2026-02-01'"
                                        + " AND minutes + seconds_spoken + calls > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void active_speakers_by_day_week_and_month() {
        List<String> expected = new ArrayList<>();
        histories.guilds().forEach((guild, ledger) -> {
            for (String period : List.of("day", "week", "month")) {
                Function<Instant, String> begin = at -> switch (period) {
                    case "day" -> date(at);
                    case "week" -> date(at.minus((weekday(at) + 6) % 7, ChronoUnit.DAYS));
                    default -> date(at).substring(0, 8) + "01";
                };
                ledger.rings().stream()
                        .flatMap(ring -> Stream.of(ring.began(), ring.ended())
                                .map(at -> begin.apply(at) + "|" + ring.user())
                                .distinct())
                        .distinct()
                        .collect(Collectors.groupingBy(key -> key.split("\\|", -1)[0], Collectors.counting()))
                        .forEach((first, count) -> expected.add(guild + "|" + period + "|" + first + "|" + count));
            }
        });
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, period, begins, speakers FROM analytics.active_speakers"))
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(8);
    }

    @Test
    void talk_shares() {
        List<String> expected = new ArrayList<>();
        histories
                .guilds()
                .forEach((guild, ledger) -> ledger.stays(
                                stay -> stay.endedWithin(FROM, Instant.parse("2026-01-31T00:00:00Z")))
                        .collect(Collectors.groupingBy(Stay::user, Collectors.summingDouble(Stay::spoken)))
                        .forEach((user, spoken) -> {
                            double all = ledger.stays(
                                            stay -> stay.endedWithin(FROM, Instant.parse("2026-01-31T00:00:00Z")))
                                    .mapToDouble(Stay::spoken)
                                    .sum();
                            if (spoken > 0) expected.add("%s|%s|%.4f".formatted(guild, user, spoken / all));
                        }));
        assertThat(histories
                        .database()
                        .query("SELECT guild_id, user_id, share_of_talk FROM analytics.talk_share"
                                + " WHERE day = '2026-01-30' AND seconds_spoken > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static long minutes(long millis) {
        return Math.round(millis / 60.0);
    }

    private static List<Instant> days() {
        return List.of(Instant.parse("2026-01-30T00:00:00Z"), Instant.parse("2026-01-31T00:00:00Z"));
    }
}
