package dev.earshot.events.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.VoiceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Logs as earlier versions wrote them, {@code golden/logs/<name>.log.jsonl}, fold to what they folded to then. */
class GoldenLogsTest {
    private static final Path LOGS = Path.of("golden/logs");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOG = ".log.jsonl";

    @TestFactory
    Stream<DynamicTest> an_old_log_folds_to_its_recorded_state() throws IOException {
        try (Stream<Path> files = Files.list(LOGS)) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(LOG)).sorted().toList();
            assertThat(logs).isNotEmpty();
            return logs.stream()
                    .map(log -> dynamicTest(
                            log.toString(), () -> assertThat(folded(log)).isEqualTo(recorded(log))));
        }
    }

    private static JsonNode folded(Path log) throws IOException {
        LiveGuild guild = LiveGuild.EMPTY;
        FoldTime time = FoldTime.NONE;
        List<String> lines = Files.readAllLines(log);
        for (int offset = 0; offset < lines.size(); offset++) {
            JsonNode line = JSON.readTree(lines.get(offset));
            time = time.advance(Instant.parse(line.get("at").asString()));
            Cause cause = new Cause("voice.events", 3, offset, 0);
            byte[] record = line.get("event").toString().getBytes(UTF_8);
            if (RecordCodec.EVENTS.decode(record) instanceof Decoded.Known<VoiceEvent>(VoiceEvent event)) {
                Recorded<VoiceEvent> recorded = new Recorded<>(cause, time.now(), event);
                guild = LiveFold.event(new GuildId("demo"), guild, recorded, time)
                        .next();
            } else if (time.isSetBack()) {
                guild = LiveFold.setBack(new GuildId("demo"), guild, cause, time)
                        .next();
            }
        }
        return rows(guild);
    }

    private static ArrayNode rows(LiveGuild guild) {
        ArrayNode rows = JSON.createArrayNode();
        guild.presence().users().keySet().stream()
                .sorted(Comparator.comparing(UserId::value))
                .forEach(user -> {
                    PresenceRow row = guild.row(user);
                    if (row != null) rows.add(JSON.readTree(RecordCodec.PRESENCE.encode(row)));
                });
        return rows;
    }

    private static JsonNode recorded(Path log) throws IOException {
        String name = log.getFileName().toString();
        return JSON.readTree(
                Files.readString(LOGS.resolve(name.substring(0, name.length() - LOG.length()) + ".state.json")));
    }
}
