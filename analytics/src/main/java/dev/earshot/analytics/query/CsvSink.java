package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180: a header, commas, CRLF, quotes where needed, UTF-8. A text that a spreadsheet would take for a formula is
 * written with an apostrophe before it, for names come from strangers.
 */
final class CsvSink implements ExportFormat.Sink {
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;

    CsvSink(OutputStream out, List<ExportColumn> columns) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8), 1 << 14);
        this.out.write(columns.stream().map(ExportColumn::name).collect(Collectors.joining(",")) + "\r\n");
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) out.write(',');
            out.write(text(values[i]));
        }
        out.write("\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> quoted(safe(text));
            case Instant time -> Rows.shown(time);
            case Double number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }

    private static String safe(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
