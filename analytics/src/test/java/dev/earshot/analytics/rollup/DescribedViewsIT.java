package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.TestServers;
import org.junit.jupiter.api.Test;

/** Whoever looks into the database finds what each view is in it. */
class DescribedViewsIT {
    @Test
    void every_view_and_every_column_that_needs_words_has_some() {
        FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
        assertThat(database.query("SELECT relname FROM pg_class WHERE relnamespace = 'analytics'::regnamespace"
                        + " AND relkind = 'v' AND obj_description(oid, 'pg_class') IS NULL"))
                .isEmpty();
    }
}
