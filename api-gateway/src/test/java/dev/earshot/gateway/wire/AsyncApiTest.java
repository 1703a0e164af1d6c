package dev.earshot.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code docs/asyncapi.yaml} says what is frozen and what the code knows, no more and no less. */
class AsyncApiTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path GOLDEN = Path.of("..", "voice-events", "golden");
    private static final JsonNode API = read(Path.of("..", "docs", "asyncapi.yaml"));
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Map<String, Class<?>> TOPICS = Map.of(
            "events", VoiceEvent.class,
            "signals", VoiceSignal.class,
            "changes", VoiceChange.class,
            "directory", DirectoryEvent.class,
            "audit", AuditFact.class,
            "telemetry", VoiceTelemetry.class);

    @TestFactory
    Stream<DynamicTest> every_frozen_frame_is_as_the_document_says() {
        return Stream.of("client", "server")
                .flatMap(side -> Golden.files(side).stream()
                        .map(file -> DynamicTest.dynamicTest(side + "/" + Golden.name(file), () -> {
                            JsonNode frame = Golden.json(file);
                            assertConforms(
                                    frame,
                                    message(
                                            "socket",
                                            prefix(side),
                                            frame.path("type").asString()));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> every_frozen_record_is_as_the_document_says() {
        return TOPICS.keySet().stream()
                .flatMap(topic -> files(GOLDEN.resolve(topic))
                        .map(file -> DynamicTest.dynamicTest(topic + "/" + Golden.name(file), () -> {
                            JsonNode record = Golden.json(file);
                            assertConforms(
                                    record,
                                    message(topic, "", record.path("type").asString()));
                        })));
    }

    @Test
    void a_row_is_as_the_document_says() {
        files(GOLDEN.resolve("presence"))
                .forEach(file -> assertConforms(Golden.json(file), message("presence", "", "PresenceRow")));
    }

    @Test
    void the_document_names_the_frames_that_are_frozen_and_no_others() {
        for (String side : List.of("client", "server")) {
            Set<String> frozen = Golden.files(side).stream()
                    .map(file -> Golden.json(file).path("type").asString())
                    .collect(Collectors.toSet());
            assertThat(named("socket", prefix(side))).isEqualTo(frozen);
        }
    }

    @Test
    void the_document_names_the_records_that_the_code_knows_and_no_others() {
        TOPICS.forEach((topic, type) ->
                assertThat(named(topic, "")).as(topic).isEqualTo(typeNames(type).collect(Collectors.toSet())));
        Set<String> addresses = API.path("channels")
                .valueStream()
                .map(channel -> channel.path("address").asString())
                .filter(address -> address.startsWith("voice."))
                .collect(Collectors.toSet());
        assertThat(addresses)
                .isEqualTo(Arrays.stream(VoiceTopic.values())
                        .map(VoiceTopic::topic)
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_frame_that_lacks_something_or_has_something_else_is_not_as_the_document_says() {
        Schema join = schema(message("socket", "Client", "voice:join"));
        ObjectNode frame = (ObjectNode) Golden.json(Golden.files("client").stream()
                .filter(file -> Golden.name(file).equals("voice-join"))
                .findFirst()
                .orElseThrow());
        assertThat(join.validate(frame)).isEmpty();
        assertThat(join.validate(frame.deepCopy().without("channelId"))).isNotEmpty();
        assertThat(join.validate(frame.deepCopy().put("userId", "mallory"))).isNotEmpty();
        assertThat(join.validate(frame.deepCopy().put("channelId", "../etc"))).isNotEmpty();
    }

    private static void assertConforms(JsonNode value, JsonNode message) {
        assertThat(schema(message).validate(value)).isEmpty();
    }

    // What the document does not name is not allowed, or a new field would go unnoticed.
    private static Schema schema(JsonNode message) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$ref", message.path("payload").path("$ref").asString());
        schema.put("unevaluatedProperties", false);
        schema.set("components", API.path("components"));
        return SCHEMAS.getSchema(schema);
    }

    private static JsonNode message(String channel, String prefix, String name) {
        return messages(channel, prefix)
                .filter(message -> message.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No message " + name + " in " + channel));
    }

    private static Set<String> named(String channel, String prefix) {
        return messages(channel, prefix)
                .map(message -> message.path("name").asString())
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> messages(String channel, String prefix) {
        return API.path("channels")
                .path(channel)
                .path("messages")
                .propertyStream()
                .filter(message -> message.getKey().startsWith(prefix))
                .map(message -> message.getValue().path("$ref").asString().substring("#/components/messages/".length()))
                .map(name -> API.path("components").path("messages").path(name));
    }

    private static Stream<String> typeNames(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        if (name != null) return Stream.of(name.value());
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of() : Arrays.stream(permitted).flatMap(AsyncApiTest::typeNames);
    }

    private static String prefix(String side) {
        return side.equals("client") ? "Client" : "Server";
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path yaml) {
        try {
            Object document = new Yaml().load(Files.readString(yaml));
            return JSON.valueToTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
