package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.retention.RetentionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;

/**
 * One table beside its shadow: what is the same, and what is to be done. Facts are never updated, so what is found here stays
 * true until it is applied, whatever the ingest adds meanwhile.
 */
final class Comparison {
    private final Connection connection;
    private final Table table;

    Comparison(Connection connection, Table table) {
        this.connection = connection;
        this.table = table;
    }

    /** Finds the rows to add, to remove and to replace, and keeps them beside the shadow. */
    void find() throws SQLException {
        // A fact that a projector said twice is in its topic twice.
        Sql.run(connection, fill("""
                DELETE FROM rebuild.{t} one USING rebuild.{t} other WHERE ({one}) = ({other}) AND one.ctid > other.ctid;
                ALTER TABLE rebuild.{t} ADD PRIMARY KEY ({keys});
                ANALYZE rebuild.{t}"""));
        if (table.holdsSpeech()) Sql.run(connection, fill(Speech.KEEP_RECORDED));
        Sql.run(connection, fill("""
                CREATE UNLOGGED TABLE rebuild.{t}_added AS
                    SELECT shadow.* FROM rebuild.{t} shadow
                    WHERE NOT EXISTS (SELECT FROM facts.{t} live WHERE ({live}) = ({shadow}));
                CREATE UNLOGGED TABLE rebuild.{t}_differing AS
                    SELECT shadow.* FROM rebuild.{t} shadow JOIN facts.{t} live USING ({keys})
                    WHERE ROW(shadow.*) IS DISTINCT FROM ROW(live.*);
                CREATE UNLOGGED TABLE rebuild.{t}_removed AS
                    SELECT live.* FROM facts.{t} live
                    JOIN rebuild.covered USING (cause_topic, cause_partition)
                    WHERE {folded} AND live.cause_offset >= first AND live.cause_offset < stop AND live.at >= begins AND {known}
                      AND NOT EXISTS (SELECT FROM rebuild.{t} shadow WHERE ({shadow}) = ({live}))"""));
    }

    /** Takes months out of what is to be added that were dropped because they are older than they are kept. */
    long leaveOutDropped(RetentionSettings retention, Instant now) throws SQLException {
        long leftOut = 0;
        for (String text : Sql.texts(connection, fill("""
                SELECT DISTINCT to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM') FROM rebuild.{t}_added
                WHERE to_regclass('facts.{t}_' || to_char({time} AT TIME ZONE 'UTC', 'YYYY_MM')) IS NULL"""))) {
            YearMonth month = YearMonth.parse(text);
            if (retention.isOver(table.kind(), month, now)) {
                leftOut += Sql.run(
                        connection,
                        fill("DELETE FROM rebuild.{t}_added WHERE to_char({time} AT TIME ZONE 'UTC',"
                                + " 'YYYY-MM') = '" + month + "'"));
            }
        }
        Sql.run(connection, fill("""
                SELECT facts.ensure_month(month)
                FROM (SELECT DISTINCT date_trunc('month', {time}, 'UTC') AS month FROM rebuild.{t}_added) months"""));
        return leftOut;
    }

    RebuildReport.Counts counts() throws SQLException {
        long added = count("_added");
        long removed = count("_removed");
        long differing = count("_differing");
        long matched =
                Sql.number(connection, fill("SELECT count(*) FROM rebuild.{t} JOIN facts.{t} live USING ({keys})"));
        long left = Sql.number(connection, fill("""
                SELECT count(*) FROM facts.{t} live
                LEFT JOIN rebuild.covered USING (cause_topic, cause_partition)
                WHERE NOT EXISTS (SELECT FROM rebuild.{t} shadow WHERE ({shadow}) = ({live}))
                  AND (stop IS NULL OR live.cause_offset < stop OR live.at < begins)""")) - removed;
        return new RebuildReport.Counts(table.name(), matched - differing, added, removed, differing, left);
    }

    /** To be called for every table in one transaction. */
    void apply() throws SQLException {
        Sql.run(connection, fill("""
                DELETE FROM facts.{t} live USING rebuild.{t}_removed gone WHERE ({live}) = ({gone});
                DELETE FROM facts.{t} live USING rebuild.{t}_differing wrong WHERE ({live}) = ({wrong});
                INSERT INTO facts.{t} SELECT * FROM rebuild.{t}_differing ON CONFLICT DO NOTHING;
                INSERT INTO facts.{t} SELECT * FROM rebuild.{t}_added ON CONFLICT DO NOTHING"""));
    }

    private long count(String which) throws SQLException {
        return Sql.number(connection, fill("SELECT count(*) FROM rebuild.{t}" + which));
    }

    private String fill(String sql) throws SQLException {
        return table.fill(sql);
    }
}
