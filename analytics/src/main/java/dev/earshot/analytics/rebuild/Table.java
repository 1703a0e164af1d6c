package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.retention.FactKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fact table, as statements need to know it.
 *
 * @param keys columns of its primary key
 */
record Table(String name, List<String> keys) {
    static final Set<String> FOLDED =
            Set.of("stay_started", "stay_ended", "state_changed", "refused", "clock_set_back");
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    static Table of(Connection connection, String name) throws SQLException {
        return new Table(name, Sql.texts(connection, """
                SELECT attname FROM pg_constraint key
                CROSS JOIN unnest(key.conkey) WITH ORDINALITY AS part(number, position)
                JOIN pg_attribute ON attrelid = key.conrelid AND attnum = part.number
                WHERE key.contype = 'p' AND key.conrelid = 'facts.%s'::regclass ORDER BY position""".formatted(name)));
    }

    /** Whether {@code voice.events} alone says what is in it, so that a row of which it knows nothing is wrong. */
    boolean isFolded() {
        return FOLDED.contains(name);
    }

    boolean holdsSpeech() {
        return name.equals("stay_ended");
    }

    FactKind kind() {
        return FactKind.of(name);
    }

    /**
     * The statement with its places filled: <code>{t}</code> the table, <code>{keys}</code> its key, <code>{time}</code> what it is
     * partitioned by, <code>{folded}</code> and <code>{known}</code> conditions of a row {@code live}; any other is an alias, whose
     * key is meant.
     */
    String fill(String sql) {
        return PLACE.matcher(sql)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "t" -> name;
                            case "keys" -> String.join(", ", keys);
                            case "time" -> kind() == FactKind.CALLS ? "call_began" : "at";
                            case "folded" -> String.valueOf(isFolded());
                            case "known" -> known();
                            default ->
                                keys.stream()
                                        .map(key -> place.group(1) + "." + key)
                                        .collect(Collectors.joining(", "));
                        }));
    }

    // Of a log whose beginning is gone, calls that began before it cannot be folded. A call's id says where it began.
    private String known() {
        return name.equals("refused") || name.equals("clock_set_back")
                ? "true"
                : isFolded() ? "split_part(live.call_id, '-', 2)::bigint >= first" : "true";
    }
}
