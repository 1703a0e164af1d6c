package dev.earshot.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Looks at ports of 127.0.0.1: is one free, and which one is. Nothing holds a port between the look and the use. */
public final class Ports {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private Ports() {}

    /** A TCP port that was free a moment ago. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** A UDP port that was free a moment ago. */
    public static int freeUdp() {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (SocketException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Whether a server could listen on this TCP port now. A port that only lingers after a close counts as free. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether a server could receive on this UDP port now. */
    public static boolean isFreeUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, LOOPBACK)) {
            return socket.isBound();
        } catch (SocketException taken) {
            return false;
        }
    }
}
