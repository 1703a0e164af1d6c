package dev.earshot.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Questions to a range of received bytes, in the few forms the protocols need. */
final class Bytes {
    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        int end = from + prefix.length;
        return end <= to && Arrays.equals(bytes, from, end, prefix, 0, prefix.length);
    }

    /** Where {@code wanted} stands first, or {@code to}. */
    static int find(byte[] bytes, int from, int to, char wanted) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The number whose digits begin at {@code from}; -1 if there is no digit. */
    static int number(byte[] bytes, int from, int to) {
        int value = -1;
        for (int at = from; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = Math.max(value, 0) * 10 + bytes[at] - '0';
        }
        return value;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
