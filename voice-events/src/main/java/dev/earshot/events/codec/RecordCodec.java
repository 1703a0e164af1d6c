package dev.earshot.events.codec;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * One record type to JSON and back. Unknown fields are ignored, so that old code reads new records; a missing or mistyped
 * field is unreadable. Thread-safe.
 */
public final class RecordCodec<T> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule("earshot").addDeserializer(Instant.class, new InstantText()))
            .build();

    public static final RecordCodec<VoiceEvent> EVENTS = of(VoiceEvent.class);
    public static final RecordCodec<VoiceSignal> SIGNALS = of(VoiceSignal.class);
    public static final RecordCodec<PresenceRow> PRESENCE = of(PresenceRow.class);
    /** Of {@code voice.presence} too, told from rows by its key. */
    public static final RecordCodec<PartitionGeneration> GENERATIONS = of(PartitionGeneration.class);

    public static final RecordCodec<VoiceChange> CHANGES = of(VoiceChange.class);
    public static final RecordCodec<DirectoryEvent> DIRECTORY = of(DirectoryEvent.class);
    public static final RecordCodec<AuditFact> AUDIT = of(AuditFact.class);
    public static final RecordCodec<VoiceTelemetry> TELEMETRY = of(VoiceTelemetry.class);

    private static final ClassValue<String> TYPES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            JsonTypeName name = type.getAnnotation(JsonTypeName.class);
            if (name == null) throw new IllegalArgumentException(type + " has no type name");
            return name.value();
        }
    };

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private RecordCodec(Class<T> type) {
        reader = JSON.readerFor(type);
        writer = JSON.writerFor(type);
    }

    /** A codec for a type of one's own, with the same rules: a projector's stored state, for one. */
    public static <T> RecordCodec<T> of(Class<T> type) {
        return new RecordCodec<>(type);
    }

    /** What the record's JSON says in {@code type}, and its CloudEvent in {@code ce_type}: such as {@code joined}. */
    public static String typeOf(Object record) {
        return TYPES.get(record.getClass());
    }

    public byte[] encode(T value) {
        return writer.writeValueAsBytes(value);
    }

    /** Reads a record. Never throws for bad bytes: the verdict says what they are. */
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null) return new Decoded.Unreadable<>("The record has no value");
        try {
            T value = reader.readValue(bytes);
            return value == null ? new Decoded.Unreadable<>("The record is JSON null") : new Decoded.Known<>(value);
        } catch (InvalidTypeIdException e) {
            String type = e.getTypeId();
            return type == null
                    ? new Decoded.Unreadable<>("The record names no type")
                    : new Decoded.UnknownType<>(type);
        } catch (JacksonException e) {
            return new Decoded.Unreadable<>(e.getOriginalMessage());
        }
    }
}
