package dev.earshot.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a database is and who may enter. */
public record PostgresAddress(String host, int port, String database, String user, String password) {
    /** As JDBC writes it, without the credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** As R2DBC writes it, without the credentials. */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** A plain JDBC connection, for a test that wants to look. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /** Creates a database beside this one unless it exists, and returns its address. */
    public PostgresAddress createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("A database is named with a-z, 0-9 and _: " + name);
        }
        try (Connection connection = connect()) {
            if (!exists(connection, name)) {
                try (Statement create = connection.createStatement()) {
                    create.execute("CREATE DATABASE " + name);
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL could not create the database " + name, failed);
        }
        return new PostgresAddress(host, port, name, user, password);
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            find.setString(1, name);
            try (ResultSet found = find.executeQuery()) {
                return found.next();
            }
        }
    }
}
