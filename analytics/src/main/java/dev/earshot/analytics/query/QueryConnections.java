package dev.earshot.analytics.query;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Connections for questions, apart from those that write: so many at a time, read-only, and each statement is given up by
 * PostgreSQL itself after a while. However much is asked, facts are taken in meanwhile. None is opened before the first question.
 */
@Component
@EnableConfigurationProperties(UsageSettings.class)
final class QueryConnections implements DisposableBean {
    private final ConnectionPool questions;
    private final ConnectionPool exports;
    private final DatabaseClient forQuestions;
    private final DatabaseClient forExports;

    QueryConnections(ConnectionFactory database, UsageSettings settings) {
        ConnectionFactory plain = plain(database);
        this.questions = pool(plain, settings.atOnce(), settings.timeout(), settings.turn());
        this.exports = pool(plain, settings.exportsAtOnce(), settings.exportTimeout(), settings.turn());
        this.forQuestions = DatabaseClient.create(questions);
        this.forExports = DatabaseClient.create(exports);
    }

    /** For answers that fit into a page. */
    DatabaseClient questions() {
        return forQuestions;
    }

    /** For answers that are streamed. */
    DatabaseClient exports() {
        return forExports;
    }

    @Override
    public void destroy() {
        questions.dispose();
        exports.dispose();
    }

    private static ConnectionPool pool(ConnectionFactory plain, int most, Duration timeout, Duration wait) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new Careful(plain, timeout))
                .initialSize(0)
                .maxSize(most)
                .maxAcquireTime(wait)
                .maxIdleTime(Duration.ofMinutes(5))
                .build());
    }

    private static ConnectionFactory plain(ConnectionFactory wrapped) {
        Object inner = wrapped;
        while (inner instanceof Wrapped<?> wrapper) inner = wrapper.unwrap();
        return (ConnectionFactory) inner;
    }

    /** Every new connection reads only, stops what takes long, plans for the values asked for, and compiles nothing: that pays after seconds alone. */
    private record Careful(ConnectionFactory plain, Duration timeout) implements ConnectionFactory {
        @Override
        public Publisher<? extends Connection> create() {
            return Mono.from(plain.create())
                    .flatMap(connection -> Flux.from(connection
                                    .createStatement(
                                            "SET default_transaction_read_only = on; SET jit = off; SET plan_cache_mode = force_custom_plan; SET work_mem = '32MB'; SET statement_timeout = "
                                                    + timeout.toMillis())
                                    .execute())
                            .flatMap(result -> result.getRowsUpdated())
                            .then(Mono.just(connection)));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return plain.getMetadata();
        }
    }
}
