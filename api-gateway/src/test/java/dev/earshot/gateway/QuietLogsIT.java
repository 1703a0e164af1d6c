package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing secret is ever logged, not even when an operator asks for every detail. */
class QuietLogsIT {
    private static final String LIVEKIT_SECRET = "a-livekit-secret-of-thirty-two-bytes";
    private static final List<String> TALKATIVE = List.of(
            "dev.earshot", "org.springframework.web", "org.springframework.http", "org.springframework.security");

    @Test
    void tokens_and_secrets_are_in_no_log_line() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        try (RunningGateway gateway = RunningGateway.start(
                        "earshot.livekit.api-key=key",
                        "earshot.livekit.api-secret=" + LIVEKIT_SECRET,
                        "earshot.livekit.url=http://127.0.0.1:9");
                PresenceRows rows = new PresenceRows(TestServers.kafka())) {
            TALKATIVE.forEach(name -> talk(name, lines));
            Login alice = gateway.login("Alice", "analyst");
            rows.present(alice.user(), PresenceRows.LOUNGE, new dev.earshot.events.id.SessionId("laptop"));
            Answer issued = gateway.post(
                    "/api/voice/token",
                    alice.token(),
                    Map.of("guildId", "demo", "channelId", "lounge", "sessionId", "laptop"));
            assertThat(issued.status()).isEqualTo(200);
            gateway.get("/api/me", alice.token() + "x");
            gateway.get("/api/analytics/sessions?guild=demo", alice.token());
            gateway.post("/api/livekit/webhook", alice.token(), Map.of("event", "room_started"));

            // Other threads log on; the list is read once nobody adds to it.
            TALKATIVE.forEach(name -> quiet(name, lines));
            String all = lines.list.stream().map(QuietLogsIT::text).collect(Collectors.joining("\n"));
            assertThat(all).contains("/api/voice/token");
            assertThat(all)
                    .doesNotContain(signature(alice.token()))
                    .doesNotContain(signature(issued.body().path("token").asString()))
                    .doesNotContain(RunningGateway.DEV_SECRET)
                    .doesNotContain(LIVEKIT_SECRET);
        } finally {
            TALKATIVE.forEach(name -> quiet(name, lines));
        }
    }

    private static String text(ILoggingEvent line) {
        String thrown =
                line.getThrowableProxy() == null ? "" : line.getThrowableProxy().getMessage();
        return line.getFormattedMessage() + " " + thrown;
    }

    private static void talk(String name, ListAppender<ILoggingEvent> lines) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    private static void quiet(String name, ListAppender<ILoggingEvent> lines) {
        Logger logger = (Logger) LoggerFactory.getLogger(name);
        logger.setLevel(null);
        logger.setAdditive(true);
        logger.detachAppender(lines);
    }

    private static String signature(String jwt) {
        return jwt.substring(jwt.lastIndexOf('.') + 1);
    }
}
