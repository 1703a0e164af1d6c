package dev.earshot.analytics.ingest;

import dev.earshot.analytics.database.PreparedSessions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.UUID;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The ingest's own connections. Those of a network that swallows everything never come back to their pool, so {@link #renew} leaves
 * the pool to itself and begins another: the next try never waits for what hung in the last one.
 */
public final class IngestConnections implements DisposableBean {
    /** How the name begins that these connections have in PostgreSQL. */
    static final String NAME = "earshot-ingest-";

    /** PostgreSQL notices within 11 s that this end of a connection is gone, and ends what it was at. */
    private static final String SETTINGS = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2;"
            + " SET tcp_keepalives_count = 3; SET idle_in_transaction_session_timeout = '10s'";

    private static final int MOST = 4;
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(5);

    private final ConnectionFactory named;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private volatile ConnectionPool pool;
    private volatile boolean closed;

    /** @param database a pool around it is not used */
    public IngestConnections(ConnectionFactory database) {
        this.named = new PreparedSessions(
                database,
                "SET application_name = '" + NAME + UUID.randomUUID().toString().substring(0, 8) + "'; " + SETTINGS);
        this.pool = pool(named);
        // Spring finds a transaction by its factory: with one each there would be none.
        ConnectionFactory current = new Current();
        this.database = DatabaseClient.create(current);
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(current));
    }

    DatabaseClient database() {
        return database;
    }

    /** What {@link #database} does within it is one transaction. */
    TransactionalOperator transaction() {
        return transaction;
    }

    /** From now on every connection is a new one. */
    void renew() {
        if (closed) return;
        ConnectionPool left = pool;
        pool = pool(named);
        left.disposeLater().subscribe(_ -> {}, _ -> {});
    }

    @Override
    public void destroy() {
        closed = true;
        pool.dispose();
    }

    private static ConnectionPool pool(ConnectionFactory factory) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(MOST)
                .maxCreateConnectionTime(OPENED_WITHIN)
                .maxAcquireTime(OPENED_WITHIN)
                .maxIdleTime(Duration.ofMinutes(5))
                .build());
    }

    /** Of the pool that there is at the moment. */
    private final class Current implements ConnectionFactory {
        @Override
        public Publisher<? extends Connection> create() {
            return Mono.defer(() -> pool.create());
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return named.getMetadata();
        }
    }
}
