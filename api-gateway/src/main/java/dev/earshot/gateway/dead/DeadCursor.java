package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.http.Refused;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.http.HttpStatus;

/** Where the next page goes on: for each partition that has more, the offset below which it does. */
final class DeadCursor {
    private DeadCursor() {}

    static String write(Map<TopicPartition, Long> below) {
        Map<String, Long> sorted = new TreeMap<>();
        below.forEach((partition, offset) -> sorted.put(partition.topic() + "/" + partition.partition(), offset));
        StringBuilder text = new StringBuilder();
        sorted.forEach((partition, offset) ->
                text.append(partition).append('/').append(offset).append(' '));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(UTF_8));
    }

    /** @throws Refused if we did not write it */
    static Map<TopicPartition, Long> read(String cursor) {
        Map<TopicPartition, Long> below = new HashMap<>();
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            for (String place : text.strip().split(" ", -1)) {
                var parsed = Places.parse(place).orElseThrow(() -> new IllegalArgumentException("No place: " + place));
                below.put(new TopicPartition(parsed.topic(), parsed.partition()), parsed.offset());
            }
        } catch (IllegalArgumentException notOurs) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST, "bad-cursor", "The cursor is not one that a page before has given.");
        }
        return below;
    }
}
