package dev.earshot.local;

import dev.earshot.servers.Ports;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Every port of the local run, on 127.0.0.1, with the flag that moves it. */
final class LocalPorts {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The app: HTTP and WebSocket (default ${DEFAULT-VALUE})")
    int gateway;

    @Option(
            names = "--projector-port",
            defaultValue = "8081",
            description = "The presence projector's HTTP (default ${DEFAULT-VALUE})")
    int projector;

    @Option(
            names = "--analytics-port",
            defaultValue = "8082",
            description = "The analytics service's HTTP (default ${DEFAULT-VALUE})")
    int analytics;

    @Option(names = "--kafka-port", defaultValue = "9092", description = "Kafka (default ${DEFAULT-VALUE})")
    int kafka;

    @Option(names = "--postgres-port", defaultValue = "15432", description = "PostgreSQL (default ${DEFAULT-VALUE})")
    int postgres;

    @Option(
            names = "--livekit-port",
            defaultValue = "7880",
            description = "LiveKit: HTTP and signalling (default ${DEFAULT-VALUE})")
    int livekit;

    @Option(
            names = "--livekit-tcp-port",
            defaultValue = "7881",
            description = "LiveKit: media over TCP (default ${DEFAULT-VALUE})")
    int livekitTcp;

    @Option(
            names = "--livekit-udp-port",
            defaultValue = "7882",
            description = "LiveKit: media over UDP (default ${DEFAULT-VALUE})")
    int livekitUdp;

    /** Ports that were free a moment ago, for a run that nobody has to find. */
    static LocalPorts free() {
        LocalPorts ports = new LocalPorts();
        ports.gateway = Ports.free();
        ports.projector = Ports.free();
        ports.analytics = Ports.free();
        ports.kafka = Ports.free();
        ports.postgres = Ports.free();
        ports.livekit = Ports.free();
        ports.livekitTcp = Ports.free();
        ports.livekitUdp = Ports.freeUdp();
        return ports;
    }

    /** A sentence for each port that somebody else holds, naming the flag that moves it. */
    List<String> taken(boolean withAudio) {
        List<String> taken = new ArrayList<>();
        tcp(taken, gateway, "the app", "--port");
        tcp(taken, projector, "the presence projector", "--projector-port");
        tcp(taken, analytics, "analytics", "--analytics-port");
        tcp(taken, kafka, "Kafka", "--kafka-port");
        tcp(taken, postgres, "PostgreSQL", "--postgres-port");
        if (withAudio) {
            tcp(taken, livekit, "LiveKit", "--livekit-port");
            tcp(taken, livekitTcp, "LiveKit's media over TCP", "--livekit-tcp-port");
            if (!Ports.isFreeUdp(livekitUdp)) {
                taken.add(sentence("UDP port " + livekitUdp, "LiveKit's media over UDP", "--livekit-udp-port"));
            }
        }
        return taken;
    }

    private static void tcp(List<String> taken, int port, String part, String flag) {
        if (!Ports.isFree(port)) {
            taken.add(sentence("Port " + port, part, flag));
        }
    }

    private static String sentence(String port, String part, String flag) {
        return port + ", which " + part + " needs, is taken: free it, or choose another with " + flag + " N";
    }
}
