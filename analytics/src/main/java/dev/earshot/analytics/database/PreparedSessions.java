package dev.earshot.analytics.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens connections without a pool, and applies session settings to each. */
public final class PreparedSessions implements ConnectionFactory {
    private final ConnectionFactory plain;
    private final String settings;

    /**
     * @param database a pool around it is not used
     * @param settings {@code SET} statements, separated by semicolons
     */
    public PreparedSessions(ConnectionFactory database, String settings) {
        this.plain = plain(database);
        this.settings = settings;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(plain.create())
                .flatMap(connection -> Flux.from(
                                connection.createStatement(settings).execute())
                        .flatMap(Result::getRowsUpdated)
                        .then(Mono.just(connection)));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return plain.getMetadata();
    }

    private static ConnectionFactory plain(ConnectionFactory wrapped) {
        Object inner = wrapped;
        while (inner instanceof Wrapped<?> wrapper) inner = wrapper.unwrap();
        return (ConnectionFactory) inner;
    }
}
