package dev.earshot.analytics.query;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Parquet, written straight into the answer: its index comes last, so nothing need be kept but the group of rows that is being
 * gathered, a few megabytes.
 */
final class ParquetSink implements ExportFormat.Sink {
    private static final long GROUP_BYTES = 4L << 20;

    private final ParquetWriter<@Nullable Object[]> writer;

    ParquetSink(OutputStream out, List<ExportColumn> columns) throws IOException {
        this.writer = new Builder(new Stream(out), columns)
                .withRowGroupSize(GROUP_BYTES)
                .withPageSize(1 << 16)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build();
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        writer.write(values);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final List<ExportColumn> columns;

        Builder(OutputFile file, List<ExportColumn> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return new RowSupport(columns);
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport(columns);
        }
    }

    private static final class RowSupport extends WriteSupport<@Nullable Object[]> {
        private final List<ExportColumn> columns;
        private @Nullable RecordConsumer out;

        RowSupport(List<ExportColumn> columns) {
            this.columns = columns;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema(columns), Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema(columns), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(@Nullable Object[] values) {
            RecordConsumer to = requireNonNull(out);
            to.startMessage();
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value == null) continue;
                String name = columns.get(i).name();
                to.startField(name, i);
                value(to, value);
                to.endField(name, i);
            }
            to.endMessage();
        }

        private static void value(RecordConsumer to, Object value) {
            switch (value) {
                case Long number -> to.addLong(number);
                case Double number -> to.addDouble(number);
                case Instant time -> to.addLong(time.toEpochMilli());
                case LocalDate day -> to.addInteger(Math.toIntExact(day.toEpochDay()));
                default -> to.addBinary(Binary.fromString(value.toString()));
            }
        }
    }

    private static MessageType schema(List<ExportColumn> columns) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (ExportColumn column : columns) {
            switch (column.type()) {
                case TEXT ->
                    message.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
                case WHOLE -> message.optional(PrimitiveTypeName.INT64).named(column.name());
                case REAL -> message.optional(PrimitiveTypeName.DOUBLE).named(column.name());
                case TIME ->
                    message.optional(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                            .named(column.name());
                case DATE ->
                    message.optional(PrimitiveTypeName.INT32)
                            .as(LogicalTypeAnnotation.dateType())
                            .named(column.name());
            }
        }
        return message.named("row");
    }

    /** A file that is only ever appended to. */
    private record Stream(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long written;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return written;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            written += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
