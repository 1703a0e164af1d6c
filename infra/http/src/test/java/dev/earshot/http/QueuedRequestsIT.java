package dev.earshot.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** Requests that follow one another on one connection faster than they are answered. */
class QueuedRequestsIT {
    private static final String OPEN = "POST /actuator/health HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
    private static final String UNAUTHORIZED = "GET /api/fine HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void a_connection_whose_queued_request_was_refused_is_still_listened_to() throws IOException {
        try (SmallService service = SmallService.dev();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                Scanner answers = new Scanner(socket.getInputStream(), US_ASCII)) {
            socket.setSoTimeout(10_000);
            for (int round = 0; round < 5; round++) {
                send(socket, OPEN + UNAUTHORIZED);
                assertThat(status(answers)).isEqualTo("HTTP/1.1 200");
                assertThat(status(answers)).isEqualTo("HTTP/1.1 401");
                send(socket, UNAUTHORIZED);
                assertThat(status(answers)).isEqualTo("HTTP/1.1 401");
            }
        }
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(US_ASCII));
    }

    /** Of the next answer; null if none comes in time. */
    private static String status(Scanner answers) {
        return answers.findWithinHorizon("HTTP/1\\.1 \\d{3}", 0);
    }
}
