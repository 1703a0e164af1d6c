package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A column of an export: its name, as in the view for plain SQL, and what it holds. */
record ExportColumn(String name, Type type) {

    enum Type {
        TEXT(String.class),
        WHOLE(Long.class),
        REAL(Double.class),
        /** To the millisecond, UTC. */
        TIME(Instant.class),
        DATE(LocalDate.class);

        private final Class<?> java;

        Type(Class<?> java) {
            this.java = java;
        }
    }

    @Nullable
    Object of(Readable row) {
        return row.get(name, type.java);
    }
}
