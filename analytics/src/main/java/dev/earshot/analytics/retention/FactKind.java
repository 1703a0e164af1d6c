package dev.earshot.analytics.retention;

import java.util.List;
import java.util.stream.Stream;

/** Facts that are kept equally long. */
public enum FactKind {
    CALLS("stay_started", "stay_ended"),
    /** Set-backs of the clock are few, and in no months: they stay. */
    STATES("state_changed", "clock_set_back"),
    SPEECH("spoke"),
    REFUSALS("refused"),
    AUDIT("audited"),
    QUALITY("quality"),
    ERRORS("client_error");

    private final List<String> tables;

    FactKind(String... tables) {
        this.tables = List.of(tables);
    }

    /** In the schema {@code facts}; a month of them goes at once. */
    List<String> tables() {
        return tables;
    }

    /** The kind whose facts lie in this table. */
    public static FactKind of(String table) {
        return Stream.of(values())
                .filter(kind -> kind.tables.contains(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No facts lie in " + table));
    }
}
