package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What strangers and foreign pages can do to the gateway over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeIT {
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "earshot.gateway.allowed-origins=https://voice.example", "earshot.gateway.allowed-hosts=api-gateway");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_page_that_points_its_own_name_here_is_refused_everywhere() throws IOException {
        for (String request : new String[] {
            "GET / HTTP/1.1\r\nHost: evil.example:18080\r\n\r\n",
            "GET /ws HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            "POST /api/dev/login HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"username\":\"a\"}"
        }) {
            assertThat(raw(request)).as(request).startsWith("HTTP/1.1 421").contains("\"code\":\"unknown-host\"");
        }
        assertThat(raw("GET /actuator/health/liveness HTTP/1.1\r\nHost: api-gateway:8080\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET / HTTP/1.1\r\nHost: voice.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_form_at_the_questions_of_usage_is_refused_and_not_read() {
        String analyst = gateway.login("Anna", "analyst").token();
        for (String type : new String[] {"multipart/form-data", "multipart/form-data; boundary=b"}) {
            Answer answer = gateway.send(gateway.request("/api/analytics/people?guild=demo", analyst)
                    .header("Content-Type", type)
                    .method("GET", HttpRequest.BodyPublishers.ofString("--b\r\n"))
                    .build());
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.code()).isEqualTo("unsupported-media-type");
        }
    }

    @Test
    void a_role_that_is_nothing_is_refused() {
        Map<String, Object> login = new HashMap<>();
        login.put("username", "Bob");
        login.put("roles", Arrays.asList((Object) null));
        Answer answer = gateway.post("/api/dev/login", null, login);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("bad-role");
    }

    @Test
    void a_body_of_more_than_some_kb_is_refused() {
        Answer answer = gateway.post("/api/dev/login", null, Map.of("username", "x".repeat(20_000)));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void other_sites_share_no_window_and_load_nothing() {
        Answer page = gateway.get("/", null);
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            byte[] answer = new byte[64 << 10];
            int length = socket.getInputStream().read(answer);
            return length < 0 ? "" : new String(answer, 0, length, ISO_8859_1);
        }
    }
}
