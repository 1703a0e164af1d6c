package dev.earshot.gateway.dead;

import dev.earshot.gateway.log.RecordPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record's place as text: {@code topic/partition/offset}. */
final class Places {
    private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");

    private Places() {}

    static String text(RecordPosition place) {
        return place.topic() + "/" + place.partition() + "/" + place.offset();
    }

    static Optional<RecordPosition> parse(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches()
                ? Optional.of(new RecordPosition(
                        place.group(1), Integer.parseInt(place.group(2)), Long.parseLong(place.group(3))))
                : Optional.empty();
    }
}
