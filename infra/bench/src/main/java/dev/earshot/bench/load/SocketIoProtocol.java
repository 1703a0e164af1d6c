package dev.earshot.bench.load;

import static dev.earshot.bench.load.Bytes.ascii;
import static dev.earshot.bench.load.Bytes.find;
import static dev.earshot.bench.load.Bytes.number;
import static dev.earshot.bench.load.Bytes.startsWith;
import static dev.earshot.bench.load.Bytes.text;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The baseline's socket: Socket.IO 4 (Engine.IO 4) over a WebSocket from the start. */
public final class SocketIoProtocol implements Protocol {
    private static final byte[] STATE = ascii("42[\"voice:state\",{\"channelId\":\"");
    private static final byte[] USER = ascii("\",\"userId\":\"u");
    private static final byte[] MUTED = ascii("\",\"muted\":");
    private static final byte[] OPEN = ascii("0{");
    private static final byte[] CONNECTED = ascii("40{");
    private static final byte[] PING = ascii("2");
    private static final byte[] CONNECT_ERROR = ascii("44");
    private static final byte[] ACK = ascii("43");

    private final URI socket;
    private final Crowd crowd;

    public SocketIoProtocol(URI server, Crowd crowd) {
        this.socket = server.resolve("/socket.io/?EIO=4&transport=websocket");
        this.crowd = crowd;
    }

    @Override
    public URI address(int user) {
        return socket;
    }

    @Override
    public @Nullable String handshake(int user, HttpHeaders headers) {
        return null;
    }

    @Override
    public void received(Line line, byte[] bytes, int from, int to) {
        if (startsWith(bytes, from, to, STATE)) {
            state(line, bytes, from + STATE.length, to);
        } else if (startsWith(bytes, from, to, PING) && to - from == 1) {
            line.say("3");
        } else if (startsWith(bytes, from, to, ACK)) {
            line.ready();
        } else if (startsWith(bytes, from, to, OPEN)) {
            String id = Crowd.userId(line.user());
            line.say("40{\"userId\":\"" + id + "\",\"username\":\"" + id + "\"}");
        } else if (startsWith(bytes, from, to, CONNECTED)) {
            line.say("420[\"subscribe\",\"" + crowd.guild() + "\"]");
        } else if (startsWith(bytes, from, to, CONNECT_ERROR)) {
            line.refused(text(bytes, from, to));
        }
    }

    private static void state(Line line, byte[] bytes, int from, int to) {
        int channelEnd = find(bytes, from, to, '"');
        if (!startsWith(bytes, channelEnd, to, USER)) {
            return;
        }
        int digits = channelEnd + USER.length;
        int close = find(bytes, digits, to, '"');
        if (startsWith(bytes, close, to, MUTED)) {
            line.changed(number(bytes, digits, to), bytes[close + MUTED.length] == 't');
        }
    }

    @Override
    public String join() {
        return "421[\"voice:join\",{\"channelId\":\"" + crowd.channel() + "\",\"muted\":false,\"deafened\":false}]";
    }

    @Override
    public String toggle(int k, boolean muted) {
        return "42[\"voice:state\",{\"muted\":" + muted + ",\"deafened\":false}]";
    }

    @Override
    public String heartbeat() {
        return "42[\"voice:heartbeat\"]";
    }

    @Override
    public String leave() {
        return "42[\"voice:leave\"]";
    }
}
