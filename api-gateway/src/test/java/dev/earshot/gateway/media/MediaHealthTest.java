package dev.earshot.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MediaHealthTest {
    @TempDir
    Path directory;

    @Test
    void a_livekit_that_answers_wins_over_what_the_file_says() throws IOException {
        MediaHealth health = health("{\"state\":\"building\",\"reason\":\"LiveKit is being built.\"}");
        assertThat(health.status()).isEqualTo(new MediaStatus(MediaStatus.State.BUILDING, "LiveKit is being built."));
        health.answered();
        assertThat(health.status()).isEqualTo(MediaStatus.ready());
        health.failed("list-rooms", new IOException("refused"));
        assertThat(health.status().status()).isEqualTo(MediaStatus.State.BUILDING);
    }

    @Test
    void a_file_that_says_ready_or_nothing_readable_does_not_make_it_so() throws IOException {
        for (String text :
                new String[] {"{\"state\":\"ready\",\"reason\":\"\"}", "{", "{}", "{\"state\":\"purple\"}"}) {
            assertThat(health(text).status().status()).as(text).isEqualTo(MediaStatus.State.UNAVAILABLE);
        }
        assertThat(new MediaHealth(settings("/no/such/file"), JsonMapper.shared(), new SimpleMeterRegistry())
                        .status()
                        .reason())
                .endsWith(".");
    }

    @Test
    void audio_that_was_left_out_is_off_and_not_a_fault() throws IOException {
        MediaStatus leftOut =
                health("{\"state\":\"off\",\"reason\":\"Audio was left out.\"}").status();
        assertThat(leftOut).isEqualTo(new MediaStatus(MediaStatus.State.OFF, "Audio was left out."));
        assertThat(leftOut.isOff()).isTrue();
        MediaSettings none = new MediaSettings("", "", "", "", "", Duration.ofMinutes(10));
        assertThat(new MediaHealth(none, JsonMapper.shared(), new SimpleMeterRegistry())
                        .status()
                        .isOff())
                .isTrue();
        assertThat(health("{}").status().isOff()).isFalse();
    }

    @Test
    void every_failure_is_counted() throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MediaHealth health = new MediaHealth(settings(""), JsonMapper.shared(), meters);
        for (int i = 0; i < 3; i++) health.failed("list-rooms", new IOException("refused"));
        assertThat(meters.counter("earshot.media.failures", "operation", "list-rooms")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void settings_that_cannot_work_are_refused_with_what_to_write() {
        assertThatThrownBy(() -> new MediaSettings("", "", "", "", "", Duration.ofHours(11)))
                .hasMessageContaining("earshot.livekit.token-ttl");
        assertThatThrownBy(() -> new MediaSettings("", "", "key", "", "", Duration.ofMinutes(1)))
                .hasMessageContaining("earshot.livekit.api-secret");
    }

    private MediaHealth health(String file) throws IOException {
        Path status = Files.writeString(directory.resolve("status.json"), file);
        return new MediaHealth(settings(status.toString()), JsonMapper.shared(), new SimpleMeterRegistry());
    }

    private static MediaSettings settings(String statusFile) {
        return new MediaSettings(
                "http://127.0.0.1:9", "ws://127.0.0.1:9", "key", "secret", statusFile, Duration.ofMinutes(10));
    }
}
