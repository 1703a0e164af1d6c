package dev.earshot.local;

import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.util.List;

/** PostgreSQL with the services' database. Its start returns when it answers. */
record Database(PostgresServer server) implements Running {
    /** Of the database, and of the role that owns it and is no superuser. */
    private static final String NAME = "earshot";

    static Database start(DataDirectory data, int port, LocalSecrets secrets) {
        PostgresServer server =
                PostgresServer.stopped(data.postgres(), port, secrets.superuser(), Part.POSTGRES.log(data));
        try {
            server.restart();
            server.createDatabase(NAME, NAME, secrets.database());
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
        return new Database(server);
    }

    /** Where services find it, and as whom they log in. */
    static PostgresAddress address(int port, LocalSecrets secrets) {
        return new PostgresAddress("127.0.0.1", port, NAME, NAME, secrets.database());
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public void awaitReady() {}

    @Override
    public String awaitEnd() throws InterruptedException {
        return Deaths.why(server.awaitEnd(), List.of());
    }

    @Override
    public void close() {
        server.close();
    }
}
