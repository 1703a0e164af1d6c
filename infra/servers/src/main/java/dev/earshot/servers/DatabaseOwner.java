package dev.earshot.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role that owns a database and is no superuser: it may migrate its tables and set up roles of its own, and cannot run
 * programs, read files or touch other roles. A database that a superuser made before is handed over with all that is in it.
 */
final class DatabaseOwner {
    // The names and the password arrive as settings of the session: such statements take no parameters, and their texts
    // end up in logs.
    private static final String ROLE = """
            DO $$
            DECLARE
                role text := current_setting('earshot.role');
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                    EXECUTE format('CREATE ROLE %I', role);
                END IF;
                EXECUTE format(
                    'ALTER ROLE %I LOGIN NOSUPERUSER CREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS PASSWORD %L',
                    role, current_setting('earshot.password'));
            END $$""";

    private static final String HAND_OVER = """
            DO $$
            DECLARE
                role text := current_setting('earshot.role');
                kind_and_name text;
            BEGIN
                FOR kind_and_name IN
                    SELECT 'SCHEMA ' || quote_ident(nspname)
                    FROM pg_namespace
                    WHERE nspowner = current_user::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
                    UNION ALL
                    SELECT CASE relkind WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' WHEN 'S' THEN 'SEQUENCE '
                           WHEN 'c' THEN 'TYPE ' ELSE 'TABLE ' END || it.oid::regclass
                    FROM pg_class it JOIN pg_namespace place ON place.oid = relnamespace
                    WHERE relowner = current_user::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
                      AND relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
                      -- A column's own sequence goes with its table.
                      AND NOT EXISTS (SELECT FROM pg_depend
                                      WHERE objid = it.oid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
                                        AND relkind = 'S')
                    UNION ALL
                    SELECT 'ROUTINE ' || it.oid::regprocedure
                    FROM pg_proc it JOIN pg_namespace place ON place.oid = pronamespace
                    WHERE proowner = current_user::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
                    UNION ALL
                    SELECT CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || it.oid::regtype
                    FROM pg_type it JOIN pg_namespace place ON place.oid = typnamespace
                    WHERE typowner = current_user::regrole AND nspname !~ '^pg_' AND nspname <> 'information_schema'
                      AND typtype IN ('d', 'e', 'r')
                LOOP
                    EXECUTE format('ALTER %s OWNER TO %I', kind_and_name, role);
                END LOOP;
            END $$""";

    private static final String ADMINISTER_ANALYST = """
            DO $$
            BEGIN
                IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN
                    EXECUTE format('GRANT analyst TO %I WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', current_setting('earshot.role'));
                END IF;
            END $$""";

    private DatabaseOwner() {}

    /** @param superuser the superuser's address of any database */
    static void setUp(PostgresAddress superuser, String role, String password) throws SQLException {
        try (Connection connection = superuser.connect()) {
            setting(connection, "earshot.role", role);
            setting(connection, "earshot.password", password);
            execute(connection, ROLE);
            execute(connection, ADMINISTER_ANALYST);
        }
    }

    /** @param superuser the superuser's address of the database that the role is to own */
    static void handOver(PostgresAddress superuser, String role) throws SQLException {
        try (Connection connection = superuser.connect()) {
            setting(connection, "earshot.role", role);
            execute(connection, HAND_OVER);
            execute(connection, "ALTER DATABASE " + superuser.database() + " OWNER TO " + role);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void setting(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            set.setString(1, name);
            set.setString(2, value);
            set.execute();
        }
    }
}
