package dev.earshot.analytics.rollup;

import dev.earshot.analytics.testing.FactDatabase;
import java.util.ArrayList;
import java.util.List;

/** Every sum of usage as text, to be compared with another time's. */
final class AllSums {
    private AllSums() {}

    static List<String> in(FactDatabase database) {
        List<String> all = new ArrayList<>();
        all.addAll(database.query(
                "SELECT * FROM facts.channel_quarter WHERE peak > 0 OR present_ms > 0 OR calls > 0 ORDER BY 1, 2, 3"));
        all.addAll(database.query(
                "SELECT * FROM facts.channel_sum WHERE peak > 0 OR present_ms > 0 OR calls > 0 ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.reconnect ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_day ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.speaker_day ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.ended_day ORDER BY 1, 2, 3, 4, 5"));
        all.addAll(database.query("SELECT * FROM facts.person ORDER BY 1, 2"));
        all.addAll(database.query("SELECT * FROM facts.running ORDER BY 1, 2, 3"));
        // How wide a set is depends on when it was last added to.
        all.addAll(database.query(
                "SELECT guild_id, hours, begins, channel_id, rtrim(present::text, '0'), rtrim(spoke::text, '0')"
                        + " FROM facts.people_sum ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_channel_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.ended_span ORDER BY 1, 2, 3, 4, 5"));
        return all;
    }
}
