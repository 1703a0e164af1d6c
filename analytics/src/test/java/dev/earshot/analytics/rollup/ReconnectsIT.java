package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lost connections are those that the states say, whatever comes when. */
class ReconnectsIT {
    private static final Instant NEW_YEARS_EVE = Instant.parse("2025-12-31T23:00:00Z");

    private FactDatabase database;

    @BeforeEach
    void begin() {
        database = FactDatabase.migrated(TestServers.newDatabase());
        database.execute("SELECT facts.ensure_month('2025-12-01'), facts.ensure_month('2026-01-01')");
    }

    /** A minute after the one before. */
    private record State(String call, int offset, String connection) {
        Instant at() {
            return NEW_YEARS_EVE.plusSeconds(60L * offset);
        }

        String values() {
            return "('voice.events', 0, %d, 0, '%s', 'demo', 'u1', 's1', '%s', 'lounge', false, false, false, false, 'on', '%s')"
                    .formatted(offset, at(), call, connection);
        }
    }

    @Test
    void states_that_come_late_or_twice_change_no_lost_connection_in_the_end() {
        List<State> states = history(new Random(7));
        List<String> expected = lost(states);
        List<State> shuffled = new ArrayList<>(states);
        Collections.shuffle(shuffled, new Random(8));
        Random random = new Random(9);
        for (int at = 0; at < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), at + 1 + random.nextInt(12));
            write(shuffled.subList(Math.max(0, at - random.nextInt(5)), to));
            if (random.nextBoolean()) database.rollUp();
            at = to;
        }
        database.rollUp();
        assertThat(reconnects()).isEqualTo(expected).hasSizeGreaterThan(20).anyMatch(line -> line.endsWith("|-"));
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(reconnects()).isEqualTo(expected);
    }

    @Test
    void lost_connections_go_with_the_month_they_lie_in() {
        write(history(new Random(7)));
        database.rollUp();
        List<String> after =
                reconnects().stream().filter(line -> line.compareTo("2026") > 0).toList();
        database.execute("SELECT facts.drop_month(ARRAY['state_changed'], '2025-12-01')");
        assertThat(reconnects()).isEqualTo(after).isNotEmpty();
    }

    private static List<State> history(Random random) {
        List<State> states = new ArrayList<>();
        for (int offset = 0; offset < 200; offset++) {
            states.add(new State("call-" + random.nextInt(6), offset, random.nextBoolean() ? "live" : "reconnecting"));
        }
        return states;
    }

    /** As one reads it: by call, a loss begins with the first state that is away, and ends with the next that is not. */
    private static List<String> lost(List<State> states) {
        List<String> lost = new ArrayList<>();
        states.stream().collect(Collectors.groupingBy(State::call)).values().forEach(call -> {
            State since = null;
            for (State state : call) {
                boolean away = state.connection().equals("reconnecting");
                if (away && since == null) since = state;
                if (!away && since != null) {
                    lost.add(since.at() + "|" + since.call() + "|" + state.at());
                    since = null;
                }
            }
            if (since != null) lost.add(since.at() + "|" + since.call() + "|-");
        });
        Collections.sort(lost);
        return lost;
    }

    private List<String> reconnects() {
        String time = "to_char(%s, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
        return database.query("SELECT " + time.formatted("at") + ", call_id, " + time.formatted("back_at")
                + " FROM analytics.reconnects ORDER BY 1, 2");
    }

    private void write(List<State> states) {
        database.execute("INSERT INTO facts.state_changed VALUES "
                + states.stream().map(State::values).distinct().collect(Collectors.joining(", "))
                + " ON CONFLICT DO NOTHING");
    }
}
