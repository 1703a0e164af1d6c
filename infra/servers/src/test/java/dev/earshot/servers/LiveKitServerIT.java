package dev.earshot.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("audio")
class LiveKitServerIT {
    @TempDir
    Path directory;

    @Test
    void it_listens_on_the_three_ports_it_was_given_and_leaves_them_when_closed() throws Exception {
        LiveKitSettings settings = LiveKitSettings.onFreePorts(directory, null);
        try (LiveKitServer server =
                LiveKitServer.start(LiveKitFinder.ofThisMachine().obtain(), settings)) {
            assertThat(server.isAlive()).isTrue();
            assertThat(Ports.isFree(settings.port())).isFalse();
            assertThat(Ports.isFreeUdp(settings.udpPort())).isFalse();
        }
        assertThat(Ports.isFree(settings.port())).isTrue();
        assertThat(Ports.isFreeUdp(settings.udpPort())).isTrue();
    }

    @Test
    void its_secret_is_in_a_file_that_only_this_user_reads_and_not_in_the_log() throws Exception {
        LiveKitSettings settings = LiveKitSettings.onFreePorts(directory, null);
        try (LiveKitServer server =
                LiveKitServer.start(LiveKitFinder.ofThisMachine().obtain(), settings)) {
            Path config = directory.resolve("livekit.yaml");
            assertThat(Files.getPosixFilePermissions(config)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(directory.resolve("livekit.log")).content().doesNotContain(settings.apiSecret());
            assertThat(server.settings().toString()).doesNotContain(settings.apiSecret());
        }
    }

    @Test
    void one_left_over_by_a_killed_process_is_stopped() throws Exception {
        LiveKitSource source = LiveKitFinder.ofThisMachine().obtain();
        LiveKitSettings settings = LiveKitSettings.onFreePorts(directory, null);
        try (LiveKitServer left = LiveKitServer.start(source, settings);
                LiveKitServer next = LiveKitServer.start(source, settings)) {
            assertThat(left.isAlive()).isFalse();
            assertThat(next.isAlive()).isTrue();
        }
    }

    @Test
    void a_livekit_of_another_version_on_the_path_is_not_taken() throws Exception {
        Path program = directory.resolve("livekit-server");
        Files.writeString(program, "#!/bin/sh\necho livekit-server version 1.12.0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(new LiveKitFinder(List.of(directory), directory.resolve("none")).ready())
                .isEmpty();

        Files.writeString(program, "#!/bin/sh\necho livekit-server version 1.13.2\n");
        assertThat(new LiveKitFinder(List.of(directory), directory.resolve("none")).ready())
                .contains(new LiveKitSource.Program(program, false));
    }
}
