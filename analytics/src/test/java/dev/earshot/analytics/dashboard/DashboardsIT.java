package dev.earshot.analytics.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every query of the dashboards in {@code infra/grafana}, asked as Grafana does: by the role analyst. */
class DashboardsIT {
    private static final Path DASHBOARDS = Path.of("..", "infra", "grafana", "dashboards");
    private static FactDatabase database;

    @BeforeAll
    static void begin() {
        database = FactDatabase.migrated(TestServers.newDatabase());
        // As AnalystRole does at the service's start.
        database.execute("""
                DO $$ BEGIN
                    PERFORM pg_advisory_xact_lock(hashtext('earshot.analyst'));
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN CREATE ROLE analyst; END IF;
                    GRANT USAGE ON SCHEMA analytics TO analyst;
                    GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO analyst;
                END $$""");
    }

    private record Query(String where, String format, String sql) {}

    @TestFactory
    Stream<DynamicTest> the_database_answers_every_query() throws IOException {
        List<Query> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        return queries.stream().map(query -> DynamicTest.dynamicTest(query.where(), () -> ask(query)));
    }

    @Test
    void every_panel_names_a_datasource_that_is_provisioned() throws IOException {
        String provisioned = Files.readString(
                DASHBOARDS.resolveSibling("provisioning").resolve("datasources").resolve("earshot.yml"));
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(provisioned)
                        .contains("uid: " + panel.at("/datasource/uid").asString() + "\n");
            }
        }
    }

    private static void ask(Query query) throws SQLException {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE analyst");
            try (ResultSet answer = statement.executeQuery(GrafanaMacros.expand(query.sql()))) {
                ResultSetMetaData columns = answer.getMetaData();
                // Of a time series, Grafana wants the time by this name, be it in seconds.
                if (query.format().equals("time_series")) {
                    assertThat(columns.getColumnLabel(1)).isEqualTo("time");
                    assertThat(columns.getColumnTypeName(1)).isIn("timestamptz", "numeric");
                }
            }
        }
    }

    private static List<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            String title = dashboard.path("title").asString();
            for (JsonNode variable : dashboard.at("/templating/list")) {
                queries.add(new Query(
                        title + ", variable " + variable.path("name").asString(),
                        "table",
                        variable.path("query").asString()));
            }
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    if (!target.has("rawSql")) continue;
                    queries.add(new Query(
                            title + ", " + panel.path("title").asString(),
                            target.path("format").asString(),
                            target.path("rawSql").asString()));
                }
            }
        }
        return queries;
    }

    private static List<JsonNode> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.sorted()
                    .map(file -> JsonMapper.shared().readTree(file.toFile()))
                    .toList();
        }
    }
}
