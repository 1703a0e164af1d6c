package dev.earshot.servers;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How one LiveKit runs. Everything listens on 127.0.0.1.
 *
 * @param directory where its configuration (with the secret, readable by this user only), log and pid file go
 * @param port      HTTP and WebSocket signalling
 * @param tcpPort   media over TCP; not opened by a program that would open it to the network
 * @param udpPort   media over UDP
 * @param apiSecret at least 32 characters
 * @param webhook   who is told what happens in rooms, or null
 */
public record LiveKitSettings(
        Path directory,
        int port,
        int tcpPort,
        int udpPort,
        String apiKey,
        String apiSecret,
        @Nullable URI webhook) {
    /** LiveKit looks at the loudness of a speaker this often, in ms; its own 400 is too slow for a ring within 300. */
    static final int AUDIO_UPDATE_MS = 100;

    private static final int SHORTEST_SECRET = 32;

    public LiveKitSettings {
        if (apiSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("LiveKit's API secret needs at least 32 characters");
        }
    }

    /** Free ports, and a secret made up for this run. */
    public static LiveKitSettings onFreePorts(Path directory, @Nullable URI webhook) {
        return new LiveKitSettings(
                directory, Ports.free(), Ports.free(), Ports.freeUdp(), "earshot", newSecret(), webhook);
    }

    /** 32 random bytes in hexadecimal. */
    public static String newSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Where its HTTP API answers. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String yaml(boolean mediaOverTcp) {
        String hooks = webhook == null ? "" : """
                webhook:
                  api_key: %s
                  urls: ["%s"]
                """.formatted(apiKey, webhook);
        return """
                port: %d
                bind_addresses: ["127.0.0.1"]
                rtc:
                  tcp_port: %d
                  udp_port: %d
                  node_ip: 127.0.0.1
                  use_external_ip: false
                  enable_loopback_candidate: true
                  interfaces: {includes: [lo, lo0]}
                  ips: {includes: ["127.0.0.1/32"]}
                keys:
                  %s: %s
                audio:
                  update_interval: %d
                  smooth_intervals: 2
                room:
                  enabled_codecs: [{mime: audio/opus}, {mime: audio/red}]
                api:
                  enable_psrpc_for_get_list_participants: true
                logging: {level: info}
                """.formatted(port, mediaOverTcp ? tcpPort : 0, udpPort, apiKey, apiSecret, AUDIO_UPDATE_MS) + hooks;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LiveKit on " + port + ", " + tcpPort + " and UDP " + udpPort;
    }
}
