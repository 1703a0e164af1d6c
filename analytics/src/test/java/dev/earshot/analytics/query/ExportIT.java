package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import dev.earshot.analytics.testing.AskedAnalytics;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads: whole, in both formats the same, and without a statement left behind by who goes away. */
class ExportIT {
    private static final int CALLS = 300_000;
    private static final String WINDOW = "&guild=demo&from=2026-03-14T00:00:00Z&to=2026-03-21T00:00:00Z";

    private static AskedAnalytics analytics;

    @TempDir
    static Path downloads;

    @BeforeAll
    static void begin() {
        analytics = AskedAnalytics.start();
        analytics.database().execute("""
                SELECT facts.ensure_month('2026-03-14Z');
                INSERT INTO facts.stay_started
                SELECT 'voice.events', 0, n * 2, 0, at, '%1$s', '%2$s', '=cmd', '%3$s', '0-' || n * 2, at, '%4$s', true, '1.0'
                FROM (SELECT n, timestamptz '2026-03-14Z' + n * interval '1 s' AS at FROM generate_series(1, %5$d) n) calls;
                INSERT INTO facts.stay_ended
                SELECT 'voice.events', 0, n * 2 + 1, 0, at + interval '9 s', '%1$s', '%2$s', '=cmd', '%3$s', '0-' || n * 2, at, '%4$s',
                       at, at + interval '9 s', 2500, 1250, 'left'
                FROM (SELECT n, timestamptz '2026-03-14Z' + n * interval '1 s' AS at FROM generate_series(1, %5$d) n) calls;
                ANALYZE""".formatted(DEMO.value(), ALICE.value(), LAPTOP.value(), LOUNGE.value(), CALLS));
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @Test
    void every_row_is_in_the_csv_which_says_before_how_many_will_come() {
        HttpResponse<String> answer = analytics.get("export?view=stays&format=csv" + WINDOW);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"demo-stays-2026-03-14-2026-03-21.csv\"");
        assertThat(answer.headers().firstValueAsLong("x-earshot-rows").orElse(0))
                .isBetween(CALLS / 2L, CALLS * 2L);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(CALLS + 1);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "call_id,user_id,username,session_id,channel_id,began,ended,why,seconds_spoken,seconds_muted");
        assertThat(lines)
                .contains(
                        "0-4,alice,'=cmd,laptop,lounge,2026-03-14T00:00:02.000Z,2026-03-14T00:00:11.000Z,left,2.5,1.25");
    }

    @Test
    void the_parquet_holds_the_same() throws Exception {
        Path file = downloads.resolve("stays.parquet");
        try (InputStream body = analytics.open("export?view=stays&format=parquet" + WINDOW)) {
            Files.copy(body, file);
        }
        List<Map<String, Object>> first = new ArrayList<>();
        long rows;
        try (Stream<Map<String, Object>> all =
                ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(new ByName()))) {
            rows = all.peek(row -> {
                        if ("0-4".equals(row.get("call_id"))) first.add(row);
                    })
                    .count();
        }
        assertThat(rows).isEqualTo(CALLS);
        assertThat(first.getFirst())
                .containsEntry("username", "=cmd")
                .containsEntry("began", 1_773_446_402_000L)
                .containsEntry("seconds_spoken", 2.5);
    }

    @ParameterizedTest
    @EnumSource
    void every_view_can_be_downloaded(ExportView view) {
        HttpResponse<String> answer = analytics.get(
                "export?view=" + view.lower() + "&guild=demo&from=2026-03-14T00:00:00Z&to=2026-03-14T01:00:00Z");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines().findFirst().orElse(""))
                .isEqualTo(String.join(
                        ",", view.columns().stream().map(ExportColumn::name).toList()));
        if (view == ExportView.CALLS) assertThat(answer.body().lines()).hasSize(3600);
    }

    @Test
    void whoever_goes_away_ends_the_statement() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (InputStream body = analytics.open("export?view=stays&format=csv" + WINDOW)) {
                assertThat(new String(body.readNBytes(7), UTF_8)).isEqualTo("call_id");
            }
        }
        // More than may run at once: were one left behind, the next would wait in vain.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                analytics
                                        .database()
                                        .query(
                                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                                        + " AND query LIKE '%seconds_muted FROM%' AND state <> 'idle' AND pid <> pg_backend_pid()"))
                        .containsExactly("0"));
        assertThat(analytics.get("export?view=lengths" + WINDOW).statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_holds_what_its_table_was_narrowed_to() {
        analytics.database().execute("""
                UPDATE facts.stay_ended SET why = 'expired' WHERE cause_offset = 7;
                INSERT INTO facts.audited VALUES
                ('voice.audit', 0, 1, 0, '2026-03-14T00:00:01Z', '2026-03-14T00:00:01Z', 'logged-in', 'bob', '127.0.0.1', NULL, NULL, NULL, NULL, 'Bob', 1),
                ('voice.audit', 0, 2, 0, '2026-03-14T00:00:02Z', '2026-03-14T00:00:02Z', 'token-issued', 'bob', '127.0.0.1', 'demo', 'lounge', 's1', NULL, NULL, 1)""");
        assertThat(rows("view=calls&why=expired")).hasSize(1).allMatch(row -> row.startsWith("0-6,"));
        assertThat(rows("view=audit&action=expired")).hasSize(1).allMatch(row -> row.contains(",expired,alice,"));
        assertThat(rows("view=audit&actor=bob")).hasSize(2);
        assertThat(rows("view=audit&actor=bob&target=lounge")).hasSize(1).allMatch(row -> row.contains("token-issued"));
        assertThat(rows("view=audit&target=Bo")).hasSize(1).allMatch(row -> row.contains("logged-in"));
    }

    private static List<String> rows(String asked) {
        return analytics.get("export?" + asked + WINDOW).body().lines().skip(1).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"view=minutes&why=left", "view=calls&actor=bob", "view=quality&action=expired"})
    void what_a_view_does_not_hold_is_refused_and_not_left_out(String asked) {
        assertThat(analytics.get("export?" + asked + WINDOW).statusCode()).isEqualTo(400);
    }

    @Test
    void what_a_view_does_not_hold_cannot_narrow_it() {
        assertThat(analytics.refusal("export?view=lengths&user=alice" + WINDOW)).contains("cannot be narrowed by");
    }

    private static final class ByName implements Hydrator<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> start() {
            return new HashMap<>();
        }

        @Override
        public Map<String, Object> add(Map<String, Object> row, String name, Object value) {
            row.put(name, value);
            return row;
        }

        @Override
        public Map<String, Object> finish(Map<String, Object> row) {
            return row;
        }
    }
}
