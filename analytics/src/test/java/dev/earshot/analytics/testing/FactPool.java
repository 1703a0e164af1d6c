package dev.earshot.analytics.testing;

import dev.earshot.servers.PostgresAddress;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;

/** A pool as the service has it, smaller and less patient. */
public final class FactPool {
    private FactPool() {}

    public static ConnectionPool of(PostgresAddress address) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory(address))
                .initialSize(1)
                .maxSize(4)
                .maxAcquireTime(Duration.ofSeconds(5))
                .build());
    }

    /** A new connection each time. */
    static PostgresqlConnectionFactory factory(PostgresAddress address) {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .database(address.database())
                .username(address.user())
                .password(address.password())
                .connectTimeout(Duration.ofSeconds(2))
                .build());
    }
}
