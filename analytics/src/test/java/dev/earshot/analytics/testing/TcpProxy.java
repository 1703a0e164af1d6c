package dev.earshot.analytics.testing;

import dev.earshot.servers.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A path to a server that may hang: nothing is refused and nothing closed, but nothing comes through either. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket door;
    private final PostgresAddress target;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private boolean hangs;

    private TcpProxy(PostgresAddress target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public static TcpProxy to(PostgresAddress target) {
        try {
            return new TcpProxy(target);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same server by way of this. */
    public PostgresAddress address() {
        return new PostgresAddress(
                "127.0.0.1", door.getLocalPort(), target.database(), target.user(), target.password());
    }

    /** From now on nothing comes through, on connections that are there and on new ones. */
    public synchronized void hang() {
        hangs = true;
    }

    /** Everything comes through again, late. */
    public synchronized void resume() {
        hangs = false;
        notifyAll();
    }

    /** As a firewall that has lost its table: new connections come through, those of before never again. */
    public void forget() {
        lines.forEach(line -> line.forgotten = true);
        resume();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Line line : lines) line.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Line line = new Line(door.accept(), new Socket(target.host(), target.port()));
                lines.add(line);
                Thread.ofVirtual().start(() -> pump(line, line.near, line.far));
                Thread.ofVirtual().start(() -> pump(line, line.far, line.near));
            } catch (IOException closed) {
                // The server is away, or this is over: the next connection says which.
            }
        }
    }

    private void pump(Line line, Socket from, Socket to) {
        byte[] bytes = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitPassage();
                if (line.forgotten) return;
                out.write(bytes, 0, read);
            }
            line.close();
        } catch (IOException broken) {
            line.closeQuietly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (hangs) wait();
    }

    private static final class Line {
        private final Socket near;
        private final Socket far;
        private volatile boolean forgotten;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void close() throws IOException {
            near.close();
            far.close();
        }

        void closeQuietly() {
            try {
                close();
            } catch (IOException already) {
                throw new UncheckedIOException(already);
            }
        }
    }
}
