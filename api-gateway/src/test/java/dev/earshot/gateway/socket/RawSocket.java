package dev.earshot.gateway.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;

/** A WebSocket byte by byte: sends what no library would, and reads only when it is told to. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    /** The last, or only, fragment. */
    static final int FIN = 0x80;

    /** What came. @param opcode {@link #CLOSE} with code 1006 if the connection ended without a close frame */
    record Frame(int opcode, byte[] payload) {
        static final Frame END = new Frame(CLOSE, new byte[] {(byte) (1006 >> 8), (byte) (1006 & 0xff)});

        int code() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }

        String text() {
            return new String(payload, UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.setSoTimeout((int) VoiceClient.PATIENCE.toMillis());
    }

    /** Opens one, up to the answer to its handshake and no further. */
    static RawSocket open(RunningGateway gateway, String token) {
        return open(gateway, token, 0);
    }

    /** @param receiveBuffer of the kernel, in bytes; 0 for the usual */
    static RawSocket open(RunningGateway gateway, String token, int receiveBuffer) {
        try {
            Socket tcp = new Socket();
            if (receiveBuffer > 0) tcp.setReceiveBufferSize(receiveBuffer);
            tcp.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.port()));
            RawSocket opened = new RawSocket(tcp);
            opened.sendRaw(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Protocol: earshot.v1, bearer." + token + "\r\n\r\n")
                    .getBytes(US_ASCII));
            assertThat(opened.head()).startsWith("HTTP/1.1 101");
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
        return head.toString();
    }

    RawSocket sendText(String text) {
        return send(FIN | TEXT, text.getBytes(UTF_8));
    }

    /** @param first the frame's first byte: {@link #FIN}, reserved bits, opcode */
    RawSocket send(int first, byte[] payload) {
        return sendRaw(frame(first, payload));
    }

    /** Many of the same in one go, whether or not the server still reads. */
    RawSocket flood(int first, byte[] payload, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) all.writeBytes(frame(first, payload));
        return sendRaw(all.toByteArray());
    }

    RawSocket sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedByServer) {
            // What it said last can still be read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    // The mask is zero: masked, and readable.
    private static byte[] frame(int first, byte[] payload) {
        if (payload.length > 125) throw new IllegalArgumentException("no more than 125 bytes");
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /** The next frame, whatever it is. */
    Frame read() {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = Math.toIntExact(in.readLong());
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(opcode, payload);
        } catch (EOFException | SocketException ended) {
            return Frame.END;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of this kind. */
    Frame read(int opcode) {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            if (frame.opcode() == CLOSE) throw new AssertionError("closed with " + frame.code());
            frame = read();
        }
        return frame;
    }

    /** Reads on, and answers every ping as a browser does, until the server closes. */
    int answerPingsUntilClosed() {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) return frame.code();
            if (frame.opcode() == PING) send(FIN | PONG, frame.payload());
        }
    }

    /** The code with which the server closes; 1006 if it says none. */
    int closeCode() {
        return read(CLOSE).code();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
