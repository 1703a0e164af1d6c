package dev.earshot.analytics.fact;

import io.netty.buffer.ByteBuf;
import java.util.List;

/** The frame of {@code COPY … (FORMAT binary)} around rows; see PostgreSQL's documentation of COPY, "Binary Format". */
final class CopyFormat {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int END = -1;

    private CopyFormat() {}

    static <R> void write(ByteBuf out, List<Column<R, ?>> columns, List<? extends R> rows) {
        out.writeBytes(SIGNATURE);
        out.writeInt(0); // no flags
        out.writeInt(0); // no extension of the header
        for (R row : rows) {
            out.writeShort(columns.size());
            for (Column<R, ?> column : columns) column.write(out, row);
        }
        out.writeShort(END);
    }
}
