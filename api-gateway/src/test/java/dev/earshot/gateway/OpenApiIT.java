package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/openapi.json} is what the code does. After a change of the API run this with -Dearshot.openapi=write. */
class OpenApiIT {
    private static final Path COMMITTED = Path.of("../docs/openapi.json");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void the_committed_description_is_that_of_the_code() throws IOException {
        try (RunningGateway gateway = RunningGateway.start("springdoc.api-docs.enabled=true")) {
            JsonNode now = gateway.get("/v3/api-docs", null).body();
            assertThat(now.path("paths").propertyNames()).contains("/api/voice/token");
            if ("write".equals(System.getProperty("earshot.openapi"))) {
                Files.writeString(
                        COMMITTED, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(now) + "\n");
            }
            assertThat(JSON.readTree(Files.readString(COMMITTED))).isEqualTo(now);
        }
    }
}
