package dev.earshot.local;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** As much of Prometheus' language as it takes to find the metrics that an expression names. */
final class PromQl {
    private static final Pattern NO_METRICS =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w|:|\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "inf", "nan");

    private PromQl() {}

    static Set<String> metrics(String expression) {
        Set<String> names = new TreeSet<>();
        String bare = NO_METRICS.matcher(expression).replaceAll(" ");
        for (MatchResult found : NAME.matcher(bare).results().toList()) {
            if (!WORDS.contains(found.group())) names.add(found.group());
        }
        return names;
    }
}
