package dev.earshot.analytics.query;

import dev.earshot.analytics.database.PreparedSessions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Connections for questions, apart from those that write: so many at a time, read-only, and each statement is given up by
 * PostgreSQL itself after a while. However much is asked, facts are taken in meanwhile. None is opened before the first question.
 */
@Component
@EnableConfigurationProperties(UsageSettings.class)
final class QueryConnections implements DisposableBean {
    /** They read only, are planned for the values asked for, and compile nothing: that pays after seconds alone. */
    private static final String SETTINGS = "SET default_transaction_read_only = on; SET jit = off;"
            + " SET plan_cache_mode = force_custom_plan; SET work_mem = '32MB'";

    private final ConnectionPool questions;
    private final ConnectionPool exports;
    private final DatabaseClient forQuestions;
    private final DatabaseClient forExports;

    QueryConnections(ConnectionFactory database, UsageSettings settings) {
        this.questions = pool(database, settings.atOnce(), settings.timeout(), settings.turn());
        this.exports = pool(database, settings.exportsAtOnce(), settings.exportTimeout(), settings.turn());
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

    private static ConnectionPool pool(ConnectionFactory database, int most, Duration timeout, Duration wait) {
        String settings = SETTINGS + "; SET statement_timeout = " + timeout.toMillis();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new PreparedSessions(database, settings))
                .initialSize(0)
                .maxSize(most)
                .maxAcquireTime(wait)
                .maxIdleTime(Duration.ofMinutes(5))
                .build());
    }
}
