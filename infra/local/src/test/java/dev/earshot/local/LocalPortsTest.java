package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private final LocalPorts ports = LocalPorts.free();

    @Test
    void free_ports_are_no_complaint() {
        assertThat(ports.taken(true)).isEmpty();
    }

    @Test
    void a_taken_port_is_named_with_the_flag_that_moves_it() throws Exception {
        assertNamed(ports.gateway, "--port");
        assertNamed(ports.projector, "--projector-port");
        assertNamed(ports.analytics, "--analytics-port");
        assertNamed(ports.kafka, "--kafka-port");
        assertNamed(ports.postgres, "--postgres-port");
        assertNamed(ports.livekit, "--livekit-port");
        assertNamed(ports.livekitTcp, "--livekit-tcp-port");
    }

    @Test
    void a_taken_udp_port_is_named_with_the_flag_that_moves_it() throws Exception {
        try (DatagramSocket other = new DatagramSocket(ports.livekitUdp, LOOPBACK)) {
            assertThat(ports.taken(true))
                    .singleElement()
                    .asString()
                    .contains("UDP port " + other.getLocalPort(), "--livekit-udp-port N");
        }
    }

    @Test
    void ports_of_livekit_do_not_matter_without_audio() throws Exception {
        try (ServerSocket other = new ServerSocket(ports.livekit, 1, LOOPBACK)) {
            assertThat(other.isBound()).isTrue();
            assertThat(ports.taken(false)).isEmpty();
        }
    }

    private void assertNamed(int port, String flag) throws Exception {
        try (ServerSocket other = new ServerSocket(port, 1, LOOPBACK)) {
            List<String> taken = ports.taken(true);
            assertThat(taken).singleElement().asString().contains("Port " + other.getLocalPort(), flag + " N");
        }
    }
}
