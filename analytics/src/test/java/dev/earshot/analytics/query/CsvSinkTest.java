package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.query.ExportColumn.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSinkTest {

    @Test
    void a_file_is_a_header_and_lines_that_end_as_the_rfc_says() throws IOException {
        assertThat(csv("plain", 7L, 0.5, Instant.parse("2026-03-14T12:00:00.500Z"), LocalDate.parse("2026-03-14")))
                .isEqualTo("name,many,share,at,day\r\nplain,7,0.5,2026-03-14T12:00:00.500Z,2026-03-14\r\n");
    }

    @Test
    void what_is_not_known_is_empty_and_what_would_break_a_line_is_quoted() throws IOException {
        assertThat(csv(null, null, null, null, null)).endsWith("\r\n,,,,\r\n");
        assertThat(csv("a,b \"c\"\nd", 1L, 1e-7, null, null)).endsWith("\"a,b \"\"c\"\"\nd\",1,0.0000001,,\r\n");
        assertThat(csv("Zoë 🎤", 1L, 1.0, null, null)).contains("Zoë 🎤,1,1,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"})
    void a_name_that_a_spreadsheet_would_run_is_made_harmless(String name) {
        assertThat(CsvSink.text(name).replace("\"", "")).startsWith("'");
    }

    @Test
    void a_negative_number_is_no_formula() {
        assertThat(CsvSink.text(-1.5)).isEqualTo("-1.5");
    }

    private static String csv(@Nullable Object... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ExportColumn> columns = List.of(
                new ExportColumn("name", Type.TEXT),
                new ExportColumn("many", Type.WHOLE),
                new ExportColumn("share", Type.REAL),
                new ExportColumn("at", Type.TIME),
                new ExportColumn("day", Type.DATE));
        try (CsvSink sink = new CsvSink(out, columns)) {
            sink.row(values);
        }
        return out.toString(UTF_8);
    }
}
