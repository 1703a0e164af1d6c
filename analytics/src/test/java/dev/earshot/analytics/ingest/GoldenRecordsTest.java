package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.fact.FactRow;
import dev.earshot.events.topics.VoiceTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record shape that was ever frozen can be written to the tables. */
class GoldenRecordsTest {
    private static final Path GOLDEN = Path.of("../voice-events/golden");

    static Stream<Path> changes() throws IOException {
        return files("changes");
    }

    static Stream<Path> audit() throws IOException {
        return files("audit");
    }

    static Stream<Path> telemetry() throws IOException {
        return files("telemetry");
    }

    @ParameterizedTest
    @MethodSource
    void changes(Path file) throws IOException {
        assertThat(rows(VoiceTopic.CHANGES, file))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).isNotInstanceOf(FactRow.Audited.class));
    }

    @ParameterizedTest
    @MethodSource
    void audit(Path file) throws IOException {
        assertThat(rows(VoiceTopic.AUDIT, file)).singleElement().isInstanceOf(FactRow.Audited.class);
    }

    @ParameterizedTest
    @MethodSource
    void telemetry(Path file) throws IOException {
        assertThat(rows(VoiceTopic.TELEMETRY, file))
                .singleElement()
                .isInstanceOfAny(FactRow.Sampled.class, FactRow.Erred.class);
    }

    @Test
    void there_are_golden_records_of_each_topic() throws IOException {
        assertThat(changes()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(audit()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(telemetry()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void an_audit_fact_is_keyed_by_its_own_place_and_append_time() throws IOException {
        Path login = audit().filter(file -> file.toString().contains("logged-in"))
                .findFirst()
                .orElseThrow();
        FactRow row = rows(VoiceTopic.AUDIT, login).getFirst();
        assertThat(row.key().cause().input()).isEqualTo("voice.audit/3/41");
        assertThat(row.key().at()).isEqualTo("2026-03-14T12:00:00Z");
    }

    private static List<FactRow> rows(VoiceTopic topic, Path file) throws IOException {
        ReadRecord read = FactReader.read(new ConsumerRecord<>(
                topic.topic(),
                3,
                41L,
                1_773_489_600_000L,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                Files.readAllBytes(file),
                new RecordHeaders(),
                java.util.Optional.empty()));
        assertThat(read).isInstanceOf(ReadRecord.Facts.class);
        return ((ReadRecord.Facts) read).rows();
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }
}
