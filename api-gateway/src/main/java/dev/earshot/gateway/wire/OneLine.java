package dev.earshot.gateway.wire;

import java.util.regex.Pattern;

/**
 * Free text of a client as one line that shows what it holds: it will be read in logs, tables and terminals. Control and format
 * characters (such as those that turn a line around), line separators and lone surrogates become a blank. Pure.
 */
public final class OneLine {
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\s]++");

    private OneLine() {}

    /** The whole text. */
    public static String of(String text) {
        return UNSHOWN.matcher(text).replaceAll(" ").strip();
    }

    /** At most so many characters of it. */
    public static String of(String text, int most) {
        return cut(of(text), most);
    }

    /** The text, cut between characters, with an ellipsis, if it has more than so many. */
    public static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
