package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Requests that follow one another on one connection faster than they are answered. */
class QueuedRequestsIT {
    private static final String LOGIN_BODY = "{\"username\":\"Alice\"}";
    private static final String LOGIN = "POST /api/dev/login HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + LOGIN_BODY.length() + "\r\n\r\n" + LOGIN_BODY;
    private static final String UNAUTHORIZED = "GET /api/me HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void a_connection_whose_queued_request_was_refused_is_still_listened_to() throws IOException {
        try (RunningGateway gateway = RunningGateway.start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            for (int round = 0; round < 5; round++) {
                send(socket, LOGIN + UNAUTHORIZED);
                assertThat(statuses(socket, 2)).isEqualTo("200 401");
                send(socket, UNAUTHORIZED);
                assertThat(statuses(socket, 1)).isEqualTo("401");
            }
        }
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(US_ASCII));
    }

    private static String statuses(Socket socket, int count) throws IOException {
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < count; i++) {
            statuses.append(i == 0 ? "" : " ").append(status(socket.getInputStream()));
        }
        return statuses.toString();
    }

    private static String status(InputStream in) throws IOException {
        String status = line(in).split(" ", -1)[1];
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        assertThat(in.readNBytes(length)).hasSize(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("The connection ended");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }
}
