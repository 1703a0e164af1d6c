package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** What a stranger's connection may cost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionGuardIT {
    private static final String FINE = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int UNFINISHED = 20;
    private static final int OPEN = 40;

    private final List<RawConnection> opened = new ArrayList<>();
    private SmallService service;

    @BeforeAll
    void start() {
        service = SmallService.start(
                "--spring.profiles.active=dev",
                "--earshot.auth.dev-secret=" + Tokens.SECRET,
                "--earshot.http.request-timeout=2s",
                "--earshot.http.answer-timeout=1s",
                "--earshot.http.unfinished-per-address=" + UNFINISHED,
                "--earshot.http.per-address=" + OPEN);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @AfterEach
    void everybody_leaves() {
        opened.forEach(RawConnection::close);
        opened.clear();
        await("everything held is released").until(() -> service.gauge("earshot.http.held") == 0);
        await("everybody is gone").until(() -> service.gauge("earshot.http.clients") == 0);
    }

    @Test
    void a_body_in_single_bytes_arrives_whole() {
        RawConnection client = connect().send(post("Content-Length: 5"));
        for (char c : "hello".toCharArray()) client.send(String.valueOf(c));
        assertThat(client.status()).isEqualTo(200);
        client.send(post("Transfer-Encoding: chunked") + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
        assertThat(client.status()).isEqualTo(200);
    }

    @Test
    void whoever_asks_first_whether_to_send_a_body_is_told_to_go_on() {
        RawConnection client = connect().send(post("Content-Length: 5\r\nExpect: 100-continue"));
        assertThat(client.status()).isEqualTo(100);
        assertThat(client.send("hello").status()).isEqualTo(200);
        assertThat(connect()
                        .send(post("Content-Length: 500000\r\nExpect: 100-continue"))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_body_beyond_the_limit_is_refused_whether_it_is_announced_or_not() {
        assertThat(connect().send(post("Content-Length: 16385")).rest()).startsWith("HTTP/1.1 413");
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        assertThat(connect()
                        .send(post("Transfer-Encoding: chunked") + chunk.repeat(5))
                        .rest())
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json")
                .contains("\"code\":\"content-too-large\"");
    }

    @Test
    void a_body_that_is_cut_reaches_nobody_and_no_log() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.setLevel(Level.WARN);
        root.addAppender(lines);
        try {
            for (int i = 0; i < 10; i++) {
                connect().send(post("Content-Length: 500") + "half of it").close();
            }
            await().until(() -> service.gauge("earshot.http.clients") == 0);
        } finally {
            root.detachAppender(lines);
            root.setLevel(Level.ERROR);
        }
        assertThat(lines.list).isEmpty();
    }

    @Test
    void a_request_that_does_not_come_to_its_end_is_answered_and_closed() {
        assertThat(connect().send("GET /actuator/health HTTP/1.1\r\nHos").rest())
                .startsWith("HTTP/1.1 408");
        assertThat(connect().send(post("Content-Length: 5") + "he").rest()).startsWith("HTTP/1.1 408");
        assertThat(connect().rest()).isEmpty();
    }

    @Test
    void a_drip_does_not_keep_a_request_alive() {
        RawConnection slow = connect();
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    slow.send("GET / HTTP/1.1\r\n".substring(0, 1));
                    return slow.isClosed();
                });
    }

    @Test
    void an_address_has_so_many_unfinished_connections_and_finished_ones_do_not_count() {
        List<RawConnection> half = Stream.generate(this::connect)
                .limit(UNFINISHED)
                .map(connection -> connection.send("GET /"))
                .toList();
        await().until(() -> service.gauge("earshot.http.held") == UNFINISHED * ConnectionGuard.BASE);
        assertThat(connect().rest()).isEmpty();
        assertThat(service.refused("unfinished-per-address")).isPositive();

        half.forEach(connection -> connection.send("actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertThat(half)
                .allSatisfy(connection -> assertThat(connection.status()).isEqualTo(200));
        assertThat(connect().send(FINE).status()).isEqualTo(200);
    }

    @Test
    void a_finished_connection_that_begins_another_request_counts_again() {
        List<RawConnection> kept = Stream.generate(this::connect)
                .limit(UNFINISHED + 5)
                .map(this::finished)
                .toList();
        kept.forEach(connection -> connection.send("GET /"));
        await().until(() -> kept.stream().filter(RawConnection::isClosed).count() >= 5);
    }

    @Test
    void an_address_has_so_many_connections_in_all() {
        Stream.generate(this::connect).limit(OPEN).forEach(this::finished);
        assertThat(connect().rest()).isEmpty();
        assertThat(service.refused("per-address")).isPositive();
    }

    @Test
    void more_requests_than_a_few_ahead_of_their_answers_end_the_connection() {
        String later = post("Content-Length: 5") + "hello";
        RawConnection proper = connect().send(later.repeat(8));
        for (int i = 0; i < 8; i++) assertThat(proper.status()).isEqualTo(200);
        connect().send(later.repeat(200)).rest();
        assertThat(service.refused("pipelined")).isPositive();
    }

    @Test
    void answers_that_nobody_reads_end_the_connection_and_take_no_memory() {
        String token = Tokens.dev("analyst");
        String large = "GET /api/large HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        for (int i = 0; i < 5; i++) connect().send(large.repeat(8));
        await().until(() -> service.gauge("earshot.http.held") > 1_000_000);
        await().atMost(Duration.ofSeconds(10)).until(() -> service.refused("unread-answer") >= 5);
        await().until(() -> service.gauge("earshot.http.held") == 0);
    }

    @Test
    void requests_that_mean_two_things_are_refused() {
        assertThat(connect().send("GET /actuator/health HTTP/1.1\r\n\r\n").status())
                .isEqualTo(400);
        assertThat(connect()
                        .send("GET /actuator/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(connect()
                        .send("GET @evil/api/me HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(connect()
                        .send("GET http://evil/api/me HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isEqualTo(400);
        String upgrade = "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
        assertThat(connect().send("GET /ws HTTP/1.0\r\n" + upgrade + "\r\n").status())
                .isEqualTo(400);
        assertThat(connect()
                        .send("GET /ws HTTP/1.1\r\n" + upgrade + "Content-Length: 2\r\n\r\nab")
                        .status())
                .isEqualTo(400);
        assertThat(connect()
                        .send("GET /ws HTTP/1.1\r\n" + upgrade + "Transfer-Encoding: chunked\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(connect().send("GET /actuator/health HTTP/1.0\r\n\r\n").status())
                .isEqualTo(200);
    }

    @Test
    void headers_beyond_the_limits_are_refused_with_a_problem() {
        assertThat(connect()
                        .send("GET / HTTP/1.1\r\nHost: a\r\n" + "a:b\r\n".repeat(100) + "\r\n")
                        .rest())
                .startsWith("HTTP/1.1 431")
                .contains("\"code\":\"headers-too-large\"");
        assertThat(connect()
                        .send("GET / HTTP/1.1\r\nHost: a\r\nBig: " + "x".repeat(9000) + "\r\n\r\n")
                        .rest())
                .startsWith("HTTP/1.1 431")
                .contains("\"code\":\"headers-too-large\"");
        assertThat(connect()
                        .send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .rest())
                .startsWith("HTTP/1.1 414");
        assertThat(connect().send("nonsense\r\n\r\n").rest()).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_form_is_not_read_wherever_it_is_sent() {
        assertThat(connect()
                        .send("GET /api/fine HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\n"
                                + "Content-Length: 300000000\r\n\r\n--a")
                        .status())
                .isIn(413, 415);
        assertThat(connect()
                        .send("GET /api/fine HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=a\r\n"
                                + "Content-Length: 3\r\n\r\n--a")
                        .status())
                .isEqualTo(415);
    }

    private RawConnection connect() {
        RawConnection connection = new RawConnection(service.port());
        opened.add(connection);
        return connection;
    }

    private RawConnection finished(RawConnection connection) {
        assertThat(connection.send(FINE).status()).isEqualTo(200);
        return connection;
    }

    private static String post(String headers) {
        return "POST /actuator/health HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + headers
                + "\r\n\r\n";
    }
}
