package dev.earshot.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.voice.VoiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every record shape is frozen in {@code golden/<topic>/<type>.<n>.json}. New code reads all of them; the newest is what it
 * writes. A changed shape needs a new file with the next number, and the old ones stay.
 */
class GoldenRecordsTest {
    private static final Path GOLDEN = Path.of("golden");
    private static final JsonMapper JSON = JsonMapper.shared();

    @TestFactory
    Stream<DynamicTest> new_code_reads_every_frozen_shape() {
        return kinds().flatMap(kind -> kind.files().values().stream()
                .flatMap(List::stream)
                .map(file -> dynamicTest(
                        file.toString(),
                        () -> assertThat(kind.codec().decode(read(file))).isInstanceOf(Decoded.Known.class))));
    }

    @TestFactory
    Stream<DynamicTest> the_newest_shape_is_what_is_written() {
        return kinds().flatMap(kind -> kind.files().values().stream()
                .map(List::getLast)
                .map(file -> dynamicTest(
                        file.toString(),
                        () -> assertThat(JSON.readTree(rewritten(kind.codec(), file)))
                                .isEqualTo(JSON.readTree(read(file))))));
    }

    @TestFactory
    Stream<DynamicTest> no_record_is_without_a_frozen_shape() {
        return kinds().map(kind -> dynamicTest(
                kind.folder(),
                () -> assertThat(kind.files().keySet()).containsExactlyInAnyOrderElementsOf(kind.types())));
    }

    private record Kind<T>(String folder, RecordCodec<T> codec, List<String> types) {
        /** Files of each type, oldest shape first. */
        Map<String, List<Path>> files() {
            try (Stream<Path> all = Files.list(GOLDEN.resolve(folder))) {
                Map<String, List<Path>> byType = new TreeMap<>();
                all.sorted()
                        .forEach(file -> byType.merge(
                                file.getFileName().toString().replaceFirst("\\..*", ""),
                                List.of(file),
                                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
                return byType;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Stream<Kind<?>> kinds() {
        return Stream.of(
                new Kind<>("events", RecordCodec.EVENTS, typeNames(VoiceEvent.class)),
                new Kind<>("signals", RecordCodec.SIGNALS, typeNames(VoiceSignal.class)),
                new Kind<>("changes", RecordCodec.CHANGES, typeNames(VoiceChange.class)),
                new Kind<>("directory", RecordCodec.DIRECTORY, typeNames(DirectoryEvent.class)),
                new Kind<>("audit", RecordCodec.AUDIT, typeNames(AuditFact.class)),
                new Kind<>("telemetry", RecordCodec.TELEMETRY, typeNames(VoiceTelemetry.class)),
                new Kind<>("presence", RecordCodec.PRESENCE, List.of(PresenceRow.class.getSimpleName())),
                new Kind<>("generations", RecordCodec.GENERATIONS, List.of(PartitionGeneration.class.getSimpleName())));
    }

    private static List<String> typeNames(Class<?> sealed) {
        return leaves(sealed)
                .map(leaf -> leaf.getAnnotation(JsonTypeName.class).value())
                .toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GoldenRecordsTest::leaves)
                : Stream.of(type);
    }

    private static <T> byte[] rewritten(RecordCodec<T> codec, Path file) {
        return codec.encode(codec.decode(read(file)).known().orElseThrow());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
