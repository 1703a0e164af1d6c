package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that an older version filled has the sums of the newer one once it is migrated. */
class UpgradeIT {
    private static final String FACTS = """
            SELECT facts.ensure_month('2026-01-01'), facts.ensure_month('2026-02-01');
            INSERT INTO facts.stay_started
            SELECT 'voice.events', 0, n * 4, 0, began, 'demo', 'u' || n % 40, 'Name', 's' || n, 'call-' || n, began, 'c' || n % 3, true, '1.0'
            FROM (SELECT n, timestamptz '2026-01-28 00:00:00Z' + n * interval '7 minutes' AS began FROM generate_series(0, 1499) n) calls;
            INSERT INTO facts.stay_ended
            SELECT 'voice.events', 0, n * 4 + 3, 0, began + n % 90 * interval '3 minutes', 'demo', 'u' || n % 40, 'Name', 's' || n, 'call-' || n, began,
                   'c' || n % 3, began, began + n % 90 * interval '3 minutes', 1000 * (n % 50), 500 * (n % 20), CASE n % 9 WHEN 0 THEN 'expired' ELSE 'left' END
            FROM (SELECT n, timestamptz '2026-01-28 00:00:00Z' + n * interval '7 minutes' AS began FROM generate_series(0, 1489) n) calls;
            INSERT INTO facts.state_changed
            SELECT 'voice.events', 0, n * 4 + 1 + step, 0, began + (1 + step) * interval '3 s', 'demo', 'u' || n % 40, 's' || n, 'call-' || n, 'c' || n % 3,
                   false, false, false, false, 'on', CASE step WHEN 0 THEN 'reconnecting' ELSE 'live' END
            FROM (SELECT n, timestamptz '2026-01-28 00:00:00Z' + n * interval '7 minutes' AS began FROM generate_series(0, 1499, 11) n) calls
            CROSS JOIN generate_series(0, 1) step""";

    @Test
    void sums_of_an_older_version_s_facts_are_those_made_anew() {
        PostgresAddress address = TestServers.newDatabase();
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .target("14")
                // Functions of R__ are for the newest tables.
                .repeatableSqlMigrationPrefix("none")
                .load()
                .migrate();
        FactDatabase database = new FactDatabase(address);
        database.execute(FACTS);
        database.execute("SELECT facts.drop_month(ARRAY['quality'], '2025-12-01')");
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.roll_up(); COMMIT");

        FactDatabase.migrated(address);
        database.rollUp();
        List<String> migrated = sums(database);
        // A plan that hashes looks at every table's name, not only at those that are named by a month.
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL enable_nestloop = off;"
                + " SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(sums(database)).isEqualTo(migrated).hasSizeGreaterThan(1_000);
        assertThat(database.query("SELECT * FROM facts.month_dropped")).containsExactly("quality|2025-12-01");
    }

    private static List<String> sums(FactDatabase database) {
        List<String> all = new ArrayList<>();
        all.addAll(database.query("SELECT * FROM facts.channel_sum ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_channel_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.reconnect ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.people_sum ORDER BY 1, 2, 3, 4"));
        return all;
    }
}
