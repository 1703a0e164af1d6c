package dev.earshot.projector.history.past;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times within sentences: of the day if that is clear, with the date if it is not; UTC says so. */
record ClockWords(ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** @param beside the time of the event whose sentence this is */
    String at(Instant time, Instant beside) {
        ZonedDateTime local = time.atZone(zone);
        boolean sameDay = local.toLocalDate().equals(beside.atZone(zone).toLocalDate());
        String text = local.format(sameDay ? TIME : DATE);
        return zone.equals(ZoneOffset.UTC) ? text + " UTC" : text;
    }
}
