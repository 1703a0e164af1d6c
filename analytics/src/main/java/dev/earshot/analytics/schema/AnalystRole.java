package dev.earshot.analytics.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * After every migration: the role {@code analyst} exists, has the configured password (none: it cannot log in), and may
 * read the views and nothing else.
 */
@Component
final class AnalystRole implements Callback {
    private static final Logger LOG = LoggerFactory.getLogger(AnalystRole.class);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    // The password arrives as a setting of the session: a statement of this kind takes no parameters, and texts of
    // statements end up in logs.
    private static final String GRANT = """
            DO $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('earshot.analyst'));
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN
                    CREATE ROLE analyst;
                END IF;
                IF current_setting('earshot.password') = '' THEN
                    ALTER ROLE analyst NOLOGIN PASSWORD NULL;
                ELSE
                    EXECUTE format('ALTER ROLE analyst LOGIN PASSWORD %L', current_setting('earshot.password'));
                END IF;
                EXECUTE format('ALTER ROLE analyst IN DATABASE %I SET search_path = analytics', current_database());
                EXECUTE format('ALTER ROLE analyst IN DATABASE %I SET default_transaction_read_only = on', current_database());
                EXECUTE format('ALTER ROLE analyst IN DATABASE %I SET statement_timeout = ''5min''', current_database());
                GRANT USAGE ON SCHEMA analytics TO analyst;
                GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO analyst;
            END $$""";

    private final String password;

    AnalystRole(@Value("${earshot.analytics.analyst-password:}") String password) {
        this.password = password;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            setting(connection, password);
            try (Statement grant = connection.createStatement()) {
                grant.execute(GRANT);
            } finally {
                setting(connection, "");
            }
        } catch (SQLException failed) {
            if (!INSUFFICIENT_PRIVILEGE.equals(failed.getSQLState())) {
                throw new IllegalStateException("The role analyst could not be set up", failed);
            }
            LOG.warn(
                    "The role analyst was left as it is: the database user may not set it up ({})",
                    failed.getMessage());
        }
    }

    @Override
    public String getCallbackName() {
        return "analyst-role";
    }

    private static void setting(Connection connection, String value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config('earshot.password', ?, false)")) {
            set.setString(1, value);
            set.execute();
        }
    }
}
