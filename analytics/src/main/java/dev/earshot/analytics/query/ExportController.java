package dev.earshot.analytics.query;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /api/analytics/export}: a view as a file. Rows are fetched as fast as the reader takes them and no faster, so its length
 * costs no memory; whoever goes away ends the statement. {@code X-Earshot-Rows} says about how many rows will come.
 */
@RestController
final class ExportController {
    static final String ROWS = "X-Earshot-Rows";
    private static final int FETCH = 1000;
    private static final int CHUNK = 1 << 16;
    // A writer waits for its reader: a virtual thread may.
    private static final Executor WRITERS = Executors.newVirtualThreadPerTaskExecutor();

    private final DatabaseClient database;
    private final UsageSettings settings;
    private final Clock clock;
    private final JsonMapper json;

    ExportController(QueryConnections connections, UsageSettings settings, Clock clock, JsonMapper json) {
        this.database = connections.exports();
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/api/analytics/export")
    Mono<Void> export(@RequestParam Map<String, String> sent, ServerHttpResponse response) {
        Parameters parameters = new Parameters(sent);
        Question question = Question.of(parameters, settings, clock.instant());
        ExportView view = ExportView.named(parameters.word("view", ExportView.names()));
        ExportFormat format = ExportFormat.valueOf(
                parameters.word("format", List.of("csv", "parquet")).toUpperCase(Locale.ROOT));
        Ask ask = view.ask(question, parameters.text("why"), AuditFilter.of(parameters));
        return estimate(ask)
                .doOnNext(rows -> describe(response.getHeaders(), view, format, question, rows))
                .then(Mono.defer(() -> response.writeWith(bytes(ask, view, format, response))));
    }

    private Publisher<DataBuffer> bytes(Ask ask, ExportView view, ExportFormat format, ServerHttpResponse response) {
        Flux<@Nullable Object[]> rows = ask.streamed(
                database,
                FETCH,
                row -> view.columns().stream().map(column -> column.of(row)).toArray());
        return DataBufferUtils.outputStreamPublisher(
                out -> write(rows, view, format, out), response.bufferFactory(), WRITERS, CHUNK);
    }

    // A reader that went away makes the next write fail; leaving the stream then ends the statement.
    private static void write(Flux<@Nullable Object[]> rows, ExportView view, ExportFormat format, OutputStream out) {
        try (Stream<@Nullable Object[]> all = rows.toStream(FETCH);
                ExportFormat.Sink sink = format.open(out, view.columns())) {
            for (Object[] row : (Iterable<@Nullable Object[]>) all::iterator) sink.row(row);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    // As the planner guesses: counting would cost as much as the answer.
    private Mono<Long> estimate(Ask ask) {
        return ask.explained()
                .one(database, row -> Rows.text(row, "QUERY PLAN"))
                .map(plan -> json.readTree(plan).at("/0/Plan/Plan Rows").asLong());
    }

    private static void describe(
            HttpHeaders headers, ExportView view, ExportFormat format, Question question, long rows) {
        String days = question.from().atOffset(ZoneOffset.UTC).toLocalDate() + "-"
                + question.to().atOffset(ZoneOffset.UTC).toLocalDate();
        String name = question.guild().value() + "-" + view.lower() + "-" + days + "." + format.extension();
        headers.set(HttpHeaders.CONTENT_TYPE, format.mediaType());
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(name).build());
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(ROWS, Long.toString(rows));
    }
}
