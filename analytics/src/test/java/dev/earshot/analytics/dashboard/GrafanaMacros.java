package dev.earshot.analytics.dashboard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Grafana makes of the macros and variables in the dashboards' SQL, for its PostgreSQL datasource. */
final class GrafanaMacros {
    private static final String FROM = "'2026-01-01T00:00:00Z'";
    private static final String TO = "'2026-01-08T00:00:00Z'";
    private static final Pattern FILTER = Pattern.compile("\\$__timeFilter\\(([^)]*)\\)");
    private static final Pattern GROUP = Pattern.compile("\\$__timeGroupAlias\\(([^,)]*), *([^)]*)\\)");

    private GrafanaMacros() {}

    static String expand(String sql) {
        String expanded = sql.replace("${guild:sqlstring}", "'demo'").replace("$__interval", "10m");
        expanded = FILTER.matcher(expanded)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + " BETWEEN " + FROM + " AND " + TO));
        expanded = GROUP.matcher(expanded)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "floor(extract(epoch from " + found.group(1) + ")/600)*600 AS \"time\""));
        if (expanded.contains("$")) throw new IllegalArgumentException("Not expanded: " + expanded);
        return expanded;
    }
}
