package dev.earshot.gateway.telemetry;

import dev.earshot.gateway.wire.OneLine;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What may be kept of a text that a browser sent. An error's message can hold whatever the page held when it was made, so what
 * looks like a person, a place in the network or a secret is masked; the page does the same before it sends. Pure.
 */
final class CleanText {
    /** Longest message that is kept, in characters. */
    static final int MESSAGE = 300;
    /** Longest version of a client that is kept, in characters. */
    static final int CLIENT = 64;

    /** Breadcrumbs are names of the page's own: anything else, such as words that somebody typed, is left out. */
    private static final Pattern CRUMB = Pattern.compile("(?=.{1,32}$)[a-z]+(-[a-z]+)*");

    /** @param mask what stands there instead; {@code $1} is what may stay */
    private record Rule(Pattern looksLike, String mask) {}

    // In this order: an address of the web holds what the later rules would take apart. Repetitions are possessive or
    // bounded, so that no text costs more than its length. Mirrored in ui/src/telemetry/cleanText.ts.
    private static final List<Rule> RULES = List.of(
            rule("(?i)\\b([a-z][a-z0-9+.-]{1,9}://)(?:[^\\s/@]{1,100}+@)?([^\\s?#\"'<>)]*+)[?#][^\\s\"'<>)]*+", "$1$2"),
            rule("(?i)\\b([a-z][a-z0-9+.-]{1,9}://)[^\\s/@]{1,100}+@", "$1"),
            rule("[?&][\\w.-]{1,40}+=[^\\s\"'<>)]*+", "?…"),
            rule("\\beyJ[\\w-]{6,}+(?:\\.[\\w-]*+){0,2}", "<token>"),
            rule("(?i)\\b(bearer\\s+|(?:token|secret|password)\\s*[=:]\\s*)[\"']?[\\w.~+/-]{6,}+", "$1<secret>"),
            rule("[\\w.+-]{1,64}@[\\w-]{1,64}+(?:\\.[\\w-]{1,64}+)*+", "<email>"),
            rule("(?i)\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b", "<id>"),
            rule("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", "<address>"),
            rule(
                    "(?i)\\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\\b|\\b(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f:]{1,30}+",
                    "<address>"),
            rule("\\b(?=[A-Za-z_-]*\\d)[\\w-]{32,}+", "<id>"),
            rule("(?i)\\b(?=[a-f]*\\d)[0-9a-f]{12,}+\\b", "<hex>"),
            rule("\\+?\\d(?:[ ()-]{0,2}\\d){6,}+", "<digits>"));

    private CleanText() {}

    /** One line of at most {@link #MESSAGE} characters, without what may be personal or secret. */
    static String message(String text) {
        String line = OneLine.of(text);
        for (Rule rule : RULES) line = rule.looksLike().matcher(line).replaceAll(rule.mask());
        return OneLine.cut(line, MESSAGE);
    }

    /** What is looked for, in order. */
    static List<Pattern> patterns() {
        return RULES.stream().map(Rule::looksLike).toList();
    }

    /** The version of a client. */
    static String client(String text) {
        return OneLine.of(text, CLIENT);
    }

    /** Those that are names. */
    static List<String> breadcrumbs(List<String> names) {
        return names.stream().filter(name -> CRUMB.matcher(name).matches()).toList();
    }

    private static Rule rule(String looksLike, String mask) {
        return new Rule(Pattern.compile(looksLike), mask);
    }
}
