package dev.earshot.analytics.ingest;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far each partition was read, kept beside the facts. */
final class StoredOffsets {
    private static final String ENTER = """
            INSERT INTO facts.offsets AS stored (topic, partition, topic_id, next_offset)
            SELECT topic, partition, topic_id, 0 FROM unnest($1::text[], $2::int[], $3::text[]) AS t(topic, partition, topic_id)
            ON CONFLICT (topic, partition) DO UPDATE
            SET topic_id = excluded.topic_id, next_offset = 0, leader_epoch = NULL
            WHERE stored.topic_id <> excluded.topic_id""";
    // A transaction of ours whose connection broke on the way may still hold the offsets. Only of this process: its
    // connections share a name that no other has.
    private static final String END_LEFTOVERS = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = current_setting('application_name') AND application_name LIKE '%s%%'
              AND usename = current_user AND pid <> pg_backend_pid()""".formatted(IngestConnections.NAME);
    // Nobody is told that a batch was taken in, so its transaction need not wait for the disk: if PostgreSQL falls
    // over, the
    // last ones are lost whole, facts and offsets, and are read from Kafka again. Of this transaction alone.
    private static final String ADVANCE = """
            WITH unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
            UPDATE facts.offsets stored SET next_offset = move.next, leader_epoch = move.leader_epoch
            FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::int[])
                 AS move(topic, partition, topic_id, expected, next, leader_epoch), unhurried
            WHERE stored.topic = move.topic AND stored.partition = move.partition
              AND stored.topic_id = move.topic_id AND stored.next_offset = move.expected""";

    private static final Logger LOG = LoggerFactory.getLogger(StoredOffsets.class);

    private final DatabaseClient database;

    StoredOffsets(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Where to go on reading. A partition never read begins at 0, and so does one whose topic was created again: its facts have
     * other append times, hence other keys, and what is said twice is written once.
     *
     * @param topicIds of the partitions that exist
     */
    Mono<Map<TopicPartition, OffsetAndMetadata>> load(Map<TopicPartition, String> topicIds) {
        List<TopicPartition> partitions = List.copyOf(topicIds.keySet());
        String[] ids = array(partitions, partition -> requireNonNull(topicIds.get(partition)), new String[0]);
        Mono<Long> entered = database.inConnection(
                connection -> run(connection, ENTER, topics(partitions), numbers(partitions), ids));
        return endLeftovers()
                .then(tellOthers(topicIds))
                .then(entered)
                .thenMany(database.sql("SELECT topic, partition, next_offset, leader_epoch FROM facts.offsets")
                        .map((row, _) -> Map.entry(
                                new TopicPartition(
                                        requireNonNull(row.get("topic", String.class)),
                                        requireNonNull(row.get("partition", Integer.class))),
                                new OffsetAndMetadata(
                                        requireNonNull(row.get("next_offset", Long.class)),
                                        Optional.ofNullable(row.get("leader_epoch", Integer.class)),
                                        "")))
                        .all())
                .filter(entry -> topicIds.containsKey(entry.getKey()))
                .collect(HashMap::new, (all, entry) -> all.put(entry.getKey(), entry.getValue()));
    }

    private Mono<Void> endLeftovers() {
        return database.sql(END_LEFTOVERS).fetch().rowsUpdated().then();
    }

    // Said once, for afterwards the ids are the same.
    private Mono<Void> tellOthers(Map<TopicPartition, String> topicIds) {
        Set<String> now = new HashSet<>(topicIds.values());
        return database.sql("SELECT DISTINCT topic, topic_id FROM facts.offsets")
                .map((row, _) -> List.of(
                        requireNonNull(row.get("topic", String.class)),
                        requireNonNull(row.get("topic_id", String.class))))
                .all()
                .filter(read -> !now.contains(read.getLast()))
                .doOnNext(read -> LOG.warn("{} was created again: reading it from its beginning", read.getFirst()))
                .then();
    }

    /**
     * Moves the offsets if all are still what they must be, in the transaction that writes the facts.
     *
     * @return fails with {@link OffsetsMoved} if another reader was faster
     * @throws IllegalStateException if this connection is in no transaction
     */
    Mono<Void> advance(Connection connection, List<Batch.Move> moves) {
        if (connection.isAutoCommit())
            throw new IllegalStateException("Offsets move in one transaction with their facts");
        List<TopicPartition> partitions =
                moves.stream().map(Batch.Move::partition).toList();
        return run(
                        connection,
                        ADVANCE,
                        topics(partitions),
                        numbers(partitions),
                        array(moves, Batch.Move::topicId, new String[0]),
                        array(moves, Batch.Move::expected, new Long[0]),
                        array(moves, Batch.Move::next, new Long[0]),
                        epochs(moves))
                .flatMap(moved -> moved == moves.size() ? Mono.empty() : Mono.error(new OffsetsMoved()));
    }

    private static Mono<Long> run(Connection connection, String sql, Object... arrays) {
        var statement = connection.createStatement(sql);
        for (int i = 0; i < arrays.length; i++) statement.bind(i, arrays[i]);
        return Flux.from(statement.execute()).flatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }

    private static String[] topics(List<TopicPartition> partitions) {
        return array(partitions, TopicPartition::topic, new String[0]);
    }

    private static Integer[] numbers(List<TopicPartition> partitions) {
        return array(partitions, TopicPartition::partition, new Integer[0]);
    }

    private static @Nullable Integer[] epochs(List<Batch.Move> moves) {
        @Nullable Integer[] epochs = new Integer[moves.size()];
        for (int i = 0; i < epochs.length; i++) epochs[i] = moves.get(i).leaderEpoch();
        return epochs;
    }

    private static <T, V> V[] array(List<T> list, Function<? super T, ? extends V> value, V[] type) {
        return list.stream().<V>map(value).toList().toArray(type);
    }
}
