package dev.earshot.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A TCP connection that sends what no proper client would. */
final class RawConnection implements AutoCloseable {
    private final Socket socket = new Socket();

    RawConnection(int port) {
        try {
            socket.setReceiveBufferSize(2048);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends; nothing happens if the server has gone. */
    RawConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException gone) {
            // The test looks at what the server did by its answers, not by when it closed.
        }
        return this;
    }

    /** Everything until the server closes. */
    String rest() {
        StringBuilder all = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) all.append((char) c);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("Still open after 10 s, having said: " + all, open);
        } catch (IOException reset) {
            // As good as closed.
        }
        return all.toString();
    }

    /** The status of the next answer, whose body is read too. */
    int status() {
        try {
            int status = Integer.parseInt(line().split(" ", -1)[1]);
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            socket.getInputStream().readNBytes(length);
            return status;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            byte[] answer = new byte[1024];
            while (true) {
                if (socket.getInputStream().read(answer) < 0) return true;
            }
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c < 0) throw new IOException("The connection ended after: " + line);
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }
}
