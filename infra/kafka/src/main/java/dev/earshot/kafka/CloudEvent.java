package dev.earshot.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a CloudEvents 1.0 event, as Kafka headers in binary mode; the event's data is the record's JSON value.
 *
 * @param id     unique per source
 * @param type   what happened, such as {@code joined}
 * @param source who says so, a URI reference such as {@code /gateways/g1}
 * @param time   by the writer's clock: to be shown, never computed with
 */
public record CloudEvent(String id, String type, String source, Instant time) {
    private static final String ID = "ce_id";
    private static final String TYPE = "ce_type";
    private static final String SOURCE = "ce_source";
    private static final String TIME = "ce_time";
    private static final String VERSION = "ce_specversion";
    private static final byte[] VERSION_1_0 = "1.0".getBytes(UTF_8);
    private static final String CONTENT_TYPE = "content-type";
    private static final byte[] JSON = "application/json".getBytes(UTF_8);

    public CloudEvent {
        if (id.isEmpty() || type.isEmpty() || source.isEmpty()) {
            throw new IllegalArgumentException("A CloudEvent has an id, a type and a source");
        }
    }

    /** An event with a new random id. */
    public static CloudEvent of(String type, String source, Instant time) {
        return new CloudEvent(UUID.randomUUID().toString(), type, source, time);
    }

    /** Adds the attributes to a record's headers. */
    public void writeTo(Headers headers) {
        headers.add(VERSION, VERSION_1_0)
                .add(ID, id.getBytes(UTF_8))
                .add(TYPE, type.getBytes(UTF_8))
                .add(SOURCE, source.getBytes(UTF_8))
                .add(TIME, time.toString().getBytes(UTF_8))
                .add(CONTENT_TYPE, JSON);
    }

    /** The attributes a record carries; empty if it is no CloudEvent 1.0 or one of these is missing or malformed. */
    public static Optional<CloudEvent> readFrom(Headers headers) {
        String version = text(headers, VERSION);
        String id = text(headers, ID);
        String type = text(headers, TYPE);
        String source = text(headers, SOURCE);
        String time = text(headers, TIME);
        if (!"1.0".equals(version) || id == null || type == null || source == null || time == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CloudEvent(id, type, source, Instant.parse(time)));
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
