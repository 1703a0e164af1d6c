package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.fact.FactRow;
import dev.earshot.analytics.fact.FactTable;
import dev.earshot.analytics.fact.FactTables;
import dev.earshot.events.change.Cause;
import dev.earshot.events.topics.VoiceTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Tables of the schema {@code rebuild}, shaped like the live ones, that take what the topics say. They are made anew by each
 * rebuild, so one that was cut off leaves nothing that the next one would take for its own.
 */
final class Shadow {
    private static final int BATCH = 5_000;

    private final Connection connection;
    private final CopyManager copy;
    private final List<FactRow> waiting = new ArrayList<>();
    private final List<FactRow> said = new ArrayList<>();
    private final Map<Integer, Long> newest = new HashMap<>();

    private Shadow(Connection connection, CopyManager copy) {
        this.connection = connection;
        this.copy = copy;
    }

    /** Empty tables. */
    static Shadow create(Connection connection) throws SQLException {
        Sql.run(connection, """
                DROP SCHEMA IF EXISTS rebuild, rebuild_said CASCADE;
                CREATE SCHEMA rebuild;
                CREATE SCHEMA rebuild_said;
                CREATE UNLOGGED TABLE rebuild_said.stay_ended (LIKE facts.stay_ended);
                CREATE TABLE rebuild.newest (cause_topic text, cause_partition int, cause_offset bigint);
                CREATE TABLE rebuild.covered (cause_topic text, cause_partition int, first bigint, stop bigint, begins timestamptz)""");
        for (FactTable<?> table : FactTables.ALL) {
            Sql.run(connection, "CREATE UNLOGGED TABLE rebuild.%1$s (LIKE facts.%1$s)".formatted(table.name()));
        }
        return new Shadow(connection, connection.unwrap(PGConnection.class).getCopyAPI());
    }

    /** Says which records of a partition were read, and when the first was appended. */
    void covers(TopicPartition partition, TopicReader.Stretch stretch, Instant begins) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO rebuild.covered VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, partition.topic());
            insert.setInt(2, partition.partition());
            insert.setLong(3, stretch.first());
            insert.setLong(4, stretch.end());
            insert.setTimestamp(5, Timestamp.from(begins));
            insert.executeUpdate();
        }
    }

    void add(List<? extends FactRow> rows) {
        waiting.addAll(rows);
        if (waiting.size() >= BATCH) flush();
    }

    /** Remembers what was said of an event: how long people had spoken, and that the projector had come so far. */
    void addSaid(List<? extends FactRow> rows) {
        for (FactRow row : rows) {
            Cause cause = row.key().cause();
            if (!cause.topic().equals(VoiceTopic.EVENTS.topic())) continue;
            newest.merge(cause.partition(), cause.offset(), Math::max);
            if (row instanceof FactRow.StayEnded) said.add(row);
        }
        if (said.size() >= BATCH) flush();
    }

    void flush() {
        for (FactTable<?> table : FactTables.ALL) {
            copy(table, waiting, "rebuild");
            copy(table, said, "rebuild_said");
        }
        waiting.clear();
        said.clear();
    }

    /**
     * Leaves to the ingest what the projector has not wholly said yet: how long people spoke in those stays is known to nobody
     * else. Where nothing was said at all there is nothing to wait for.
     */
    void leaveTheNewest() throws SQLException {
        for (Map.Entry<Integer, Long> of : newest.entrySet()) {
            Sql.run(
                    connection,
                    "INSERT INTO rebuild.newest VALUES ('%s', %d, %d)"
                            .formatted(VoiceTopic.EVENTS.topic(), of.getKey(), of.getValue()));
        }
        Sql.run(connection, """
                UPDATE rebuild.covered SET stop = least(stop, newest.cause_offset + CASE WHEN EXISTS (
                        SELECT FROM rebuild.stay_ended folded
                        WHERE (folded.cause_topic, folded.cause_partition, folded.cause_offset)
                              = (newest.cause_topic, newest.cause_partition, newest.cause_offset)
                          AND NOT EXISTS (SELECT FROM rebuild_said.stay_ended said
                              WHERE (said.cause_topic, said.cause_partition, said.cause_offset, said.cause_index)
                                    = (folded.cause_topic, folded.cause_partition, folded.cause_offset, folded.cause_index)))
                    THEN 0 ELSE 1 END)
                FROM rebuild.newest
                WHERE (covered.cause_topic, covered.cause_partition) = (newest.cause_topic, newest.cause_partition)""");
        for (String table : Table.FOLDED) {
            Sql.run(connection, """
                    DELETE FROM rebuild.%s folded USING rebuild.covered
                    WHERE (folded.cause_topic, folded.cause_partition) = (covered.cause_topic, covered.cause_partition)
                      AND folded.cause_offset >= stop""".formatted(table));
        }
    }

    private <R extends FactRow> void copy(FactTable<R> table, List<FactRow> rows, String schema) {
        List<R> own = table.select(rows);
        if (own.isEmpty()) return;
        ByteBuf data = Unpooled.buffer();
        table.copyRows(data, own);
        try {
            copy.copyIn(table.copyStatement(schema), new ByteBufInputStream(data));
        } catch (SQLException failed) {
            throw new Sql.Failed(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
