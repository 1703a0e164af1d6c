package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums of people lie in the order in which they are asked for once their day is over, and are the same. */
@ExtendWith(SummedHistories.Shared.class)
class SumsInOrderIT {
    private static final String DAY =
            "SELECT guild_id, channel_id, user_id FROM facts.person_day WHERE day = '2026-01-31' ORDER BY ";
    private static final String WEEK = "SELECT guild_id, user_id FROM facts.person_span"
            + " WHERE days = 7 AND span = facts.span('2026-02-01', 7) ORDER BY ";

    private FactDatabase database;

    @BeforeEach
    void rowsLieWhereThereWasRoom(SummedHistories histories) {
        database = histories.database().copy();
        for (String table : List.of("person_day", "person_span"))
            database.execute("WITH moved AS (DELETE FROM facts." + table + " RETURNING *) INSERT INTO facts." + table
                    + " SELECT * FROM moved ORDER BY user_id DESC, guild_id");
    }

    @Test
    void a_day_that_is_over_is_put_in_order_and_no_sum_changes() {
        List<String> before = AllSums.in(database);
        assertThat(database.query(DAY + "ctid")).isNotEqualTo(database.query(DAY + "1, 2, 3"));
        database.execute("SELECT facts.put_in_order('2026-01-31')");
        assertThat(database.query(DAY + "ctid"))
                .isEqualTo(database.query(DAY + "1, 2, 3"))
                .hasSizeGreaterThan(20);
        assertThat(AllSums.in(database)).isEqualTo(before);
    }

    @Test
    void a_week_is_put_in_order_with_its_last_day() {
        List<String> before = AllSums.in(database);
        database.execute("SELECT facts.put_in_order('2026-01-31')");
        assertThat(database.query(WEEK + "ctid")).isNotEqualTo(database.query(WEEK + "1, 2"));
        // A Sunday.
        database.execute("SELECT facts.put_in_order('2026-02-01')");
        assertThat(database.query(WEEK + "ctid")).isEqualTo(database.query(WEEK + "1, 2"));
        assertThat(AllSums.in(database)).isEqualTo(before);
    }

    @Test
    void days_are_put_in_order_one_by_one_up_to_the_day_before_yesterday() {
        database.execute("UPDATE facts.in_order SET until = '2026-01-31'");
        database.execute("SELECT facts.put_next_in_order()");
        assertThat(until()).isEqualTo("2026-02-01");
        assertThat(database.query(DAY + "ctid")).isEqualTo(database.query(DAY + "1, 2, 3"));

        database.execute("UPDATE facts.in_order SET until = (now() AT TIME ZONE 'UTC')::date - 1");
        String yesterday = until();
        database.execute("SELECT facts.put_next_in_order()");
        assertThat(until()).isEqualTo(yesterday);
    }

    private String until() {
        return database.query("SELECT until FROM facts.in_order").getFirst();
    }
}
