package dev.earshot.bench.load;

import static dev.earshot.bench.load.Bytes.ascii;
import static dev.earshot.bench.load.Bytes.find;
import static dev.earshot.bench.load.Bytes.number;
import static dev.earshot.bench.load.Bytes.startsWith;
import static dev.earshot.bench.load.Bytes.text;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Earshot's socket, {@code earshot.v1}, authenticated as a browser does it: the token among the subprotocols. */
// Read without a parser: the type is the first member, the order of a change's members is fixed, and the ids and names
// of the run's users hold neither quotes nor braces.
public final class EarshotProtocol implements Protocol {
    private static final byte[] CHANGES = ascii("{\"type\":\"voice:changes\"");
    private static final byte[] STATE = ascii("{\"type\":\"voice:state\",\"channelId\":\"");
    private static final byte[] USER = ascii("\",\"userId\":\"u");
    private static final byte[] MUTED = ascii("\",\"muted\":");
    private static final byte[] ACK = ascii("{\"type\":\"ack\",\"id\":");
    private static final byte[] HELLO = ascii("{\"type\":\"hello\"");
    private static final byte[] USERLIST = ascii("{\"type\":\"voice:userlist\"");
    private static final byte[] HEARTBEAT = ascii("{\"type\":\"voice:heartbeat\"");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
    private static final int SUBSCRIBE_ID = 1;
    private static final int JOIN_ID = 2;
    private static final int LEAVE_ID = 3;
    private static final int FIRST_TOGGLE_ID = 10;

    private final URI socket;
    private final Crowd crowd;
    private final List<String> tokens;

    /** @param tokens the bearer token of each user, by index */
    public EarshotProtocol(URI socket, Crowd crowd, List<String> tokens) {
        if (tokens.size() < crowd.sockets()) {
            throw new IllegalArgumentException(crowd.sockets() + " sockets need as many tokens, not " + tokens.size());
        }
        this.socket = socket;
        this.crowd = crowd;
        this.tokens = tokens;
    }

    @Override
    public URI address(int user) {
        return socket;
    }

    @Override
    public String handshake(int user, HttpHeaders headers) {
        return "earshot.v1,bearer." + tokens.get(user);
    }

    @Override
    public void received(Line line, byte[] bytes, int from, int to) {
        if (startsWith(bytes, from, to, CHANGES)) {
            changes(line, bytes, from + CHANGES.length, to);
        } else if (startsWith(bytes, from, to, ACK)) {
            acknowledged(line, number(bytes, from + ACK.length, to));
        } else if (startsWith(bytes, from, to, HELLO)) {
            line.say("{\"type\":\"subscribe\",\"id\":" + SUBSCRIBE_ID + ",\"guildId\":\"" + crowd.guild() + "\"}");
        } else if (startsWith(bytes, from, to, USERLIST)) {
            line.snapshot();
        } else if (!startsWith(bytes, from, to, HEARTBEAT)) {
            line.refused(reason(text(bytes, from, to)));
        }
    }

    /** The code of an error or refusal, without what differs from one to the next; else the whole frame. */
    private static String reason(String frame) {
        Matcher code = CODE.matcher(frame);
        return code.find() ? code.group(1) : frame;
    }

    private static void changes(Line line, byte[] bytes, int from, int to) {
        int at = find(bytes, from, to, '[') + 1;
        while (at < to && bytes[at] == '{') {
            if (startsWith(bytes, at, to, STATE)) {
                int channel = at + STATE.length;
                state(line, bytes, find(bytes, channel, to, '"'), to);
            }
            at = find(bytes, at, to, '}') + 1;
            if (at < to && bytes[at] == ',') {
                at++;
            }
        }
    }

    private static void state(Line line, byte[] bytes, int from, int to) {
        if (!startsWith(bytes, from, to, USER)) {
            return;
        }
        int digits = from + USER.length;
        int close = find(bytes, digits, to, '"');
        if (startsWith(bytes, close, to, MUTED)) {
            line.changed(number(bytes, digits, to), bytes[close + MUTED.length] == 't');
        }
    }

    private static void acknowledged(Line line, int id) {
        if (id >= FIRST_TOGGLE_ID) {
            line.acknowledged(id - FIRST_TOGGLE_ID);
        } else if (id == SUBSCRIBE_ID || id == JOIN_ID) {
            line.ready();
        }
    }

    @Override
    public String join() {
        return "{\"type\":\"voice:join\",\"id\":" + JOIN_ID + ",\"guildId\":\"" + crowd.guild() + "\",\"channelId\":\""
                + crowd.channel() + "\",\"muted\":false,\"deafened\":false}";
    }

    @Override
    public String toggle(int k, boolean muted) {
        return "{\"type\":\"voice:state\",\"id\":" + (FIRST_TOGGLE_ID + k) + ",\"muted\":" + muted
                + ",\"deafened\":false}";
    }

    @Override
    public String heartbeat() {
        return "{\"type\":\"voice:heartbeat\"}";
    }

    @Override
    public String leave() {
        return "{\"type\":\"voice:leave\",\"id\":" + LEAVE_ID + "}";
    }
}
