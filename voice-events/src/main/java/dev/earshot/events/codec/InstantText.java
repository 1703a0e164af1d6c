package dev.earshot.events.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/**
 * Reads times as this codec writes them ({@code 2026-03-14T12:00:00Z}, with or without {@code .123}) without the general
 * parser, which took a third of the time that a record takes. Whatever looks otherwise goes to that parser.
 */
final class InstantText extends StdScalarDeserializer<Instant> {
    private static final int WITHOUT_MILLIS = "2026-03-14T12:00:00Z".length();
    private static final int WITH_MILLIS = "2026-03-14T12:00:00.123Z".length();

    InstantText() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.getValueAsString();
        Instant time = text == null ? null : parse(text);
        return time != null ? time : InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Null if it is not of the usual shape, or no time at all. */
    static @Nullable Instant parse(String text) {
        boolean millis = text.length() == WITH_MILLIS;
        if (!millis && text.length() != WITHOUT_MILLIS) return null;
        if (text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (millis && text.charAt(19) != '.')
                || text.charAt(text.length() - 1) != 'Z') return null;
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        int milli = millis ? digits(text, 20, 3) : 0;
        // A negative number of any of them makes the whole negative.
        if ((year | month | day | hour | minute | second | milli) < 0) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(days * 86_400 + hour * 3_600 + minute * 60 + second, milli * 1_000_000L);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }
}
