package dev.earshot.analytics.query;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows become bytes, one after the other, whatever their number. */
enum ExportFormat {
    CSV("text/csv;charset=UTF-8", "csv") {
        @Override
        Sink open(OutputStream out, List<ExportColumn> columns) throws IOException {
            return new CsvSink(out, columns);
        }
    },
    PARQUET("application/vnd.apache.parquet", "parquet") {
        @Override
        Sink open(OutputStream out, List<ExportColumn> columns) throws IOException {
            return new ParquetSink(out, columns);
        }
    };

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Takes rows until it is closed, which writes what is left. */
    interface Sink extends AutoCloseable {
        void row(@Nullable Object[] values) throws IOException;

        @Override
        void close() throws IOException;
    }

    abstract Sink open(OutputStream out, List<ExportColumn> columns) throws IOException;

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }
}
