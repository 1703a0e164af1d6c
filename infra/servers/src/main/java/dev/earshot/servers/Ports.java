package dev.earshot.servers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Looks at ports of 127.0.0.1: is one free, and which one is. Nothing holds a port between the look and the use, so they are given in
 * turn from a place that differs from process to process, below those that systems give to outgoing connections: a server that is
 * away for a minute finds its port free.
 */
public final class Ports {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int FIRST = 11_000;
    private static final int COUNT = 21_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** A TCP port that was free a moment ago, another one at each call. */
    public static int free() {
        return next(Ports::isFree);
    }

    /** A UDP port that was free a moment ago, another one at each call. */
    public static int freeUdp() {
        return next(Ports::isFreeUdp);
    }

    private static int next(IntPredicate isFree) {
        return IntStream.generate(NEXT::getAndIncrement)
                .limit(COUNT)
                .map(number -> FIRST + Math.floorMod(number, COUNT))
                .filter(isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port is free"));
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
