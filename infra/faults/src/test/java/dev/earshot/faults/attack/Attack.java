package dev.earshot.faults.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The attacks, each a way to spend the gateway's memory or time. Run by {@link Attacker} in a process of its own. */
public enum Attack {
    /** Nothing but a busy core: what the attacker takes from the machine and not from the gateway. */
    NONE {
        @Override
        void run(Target target) {
            while (target.goesOn()) Thread.onSpinWait();
        }
    },

    /** 600 connections, each 120 requests of 7.2 KB in one go, reading nothing. */
    PIPELINING {
        @Override
        void run(Target target) {
            String request = "GET /index.html HTTP/1.1\r\nHost: localhost\r\n" + headers(7_200) + "\r\n";
            byte[] all = request.repeat(120).getBytes(ISO_8859_1);
            target.connections(600, socket -> {
                socket.getOutputStream().write(all);
                untilClosed(target, socket);
            });
        }
    },

    /** 1,000 connections, each a body that comes a byte at a time, half of them announced larger than allowed. */
    SLOW_BODIES {
        @Override
        void run(Target target) {
            AtomicLong number = new AtomicLong();
            target.connections(1_000, socket -> {
                int length = number.getAndIncrement() % 2 == 0 ? 262_000 : 16_000;
                String path = number.get() % 4 < 2 ? "/api/livekit/webhook" : "/api/dev/login";
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
                while (target.goesOn()) {
                    out.write('x');
                    pause(Duration.ofMillis(18));
                }
            });
        }
    },

    /** 2,000 connections that say nothing, and 1,000 that say half of their headers. */
    IDLE {
        @Override
        void run(Target target) {
            AtomicLong number = new AtomicLong();
            target.connections(3_000, socket -> {
                if (number.getAndIncrement() % 3 == 0) {
                    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(ISO_8859_1));
                }
                socket.setSoTimeout((int) target.left().toMillis() + 1);
                socket.getInputStream().read();
            });
        }
    },

    /** One socket that sends empty pings and reads nothing. */
    EMPTY_PINGS {
        @Override
        void run(Target target) {
            target.sockets(1, socket -> flood(target, socket, frame(0x89, 0)));
        }
    },

    /** Four sockets that send pings of 125 bytes and read nothing. */
    FULL_PINGS {
        @Override
        void run(Target target) {
            target.sockets(4, socket -> flood(target, socket, frame(0x89, 125)));
        }
    },

    /** A message that never ends, in fragments without content. */
    EMPTY_FRAGMENTS {
        @Override
        void run(Target target) {
            target.sockets(1, socket -> {
                socket.getOutputStream().write(frame(0x01, 1));
                flood(target, socket, frame(0x00, 0));
            });
        }
    },

    /** Join, 58 states, leave, close, and again, over four sockets of one person. */
    FLAPPING {
        @Override
        void run(Target target) {
            target.sockets(4, socket -> {
                OutputStream out = socket.getOutputStream();
                Thread.ofVirtual().start(() -> drain(socket));
                out.write(text("{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"" + target.guild()
                        + "\",\"channelId\":\"lounge\",\"muted\":false,\"deafened\":false}"));
                for (int i = 2; i < 60; i++) {
                    out.write(text("{\"type\":\"voice:state\",\"id\":" + i + ",\"muted\":" + (i % 2 == 0)
                            + ",\"deafened\":false}"));
                }
                out.write(text("{\"type\":\"voice:leave\",\"id\":60}"));
                out.write(frame(0x88, 0));
            });
        }
    },

    /** Uploads of 300 MB as a form, by a person with the role analyst. */
    UPLOAD {
        @Override
        void run(Target target) {
            byte[] part = new byte[1 << 20];
            Arrays.fill(part, (byte) 'x');
            target.connections(4, socket -> {
                OutputStream out = socket.getOutputStream();
                out.write(("GET /api/analytics/people?guild=demo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + target.token() + "\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                                + "Content-Length: 314572800\r\n\r\n--b\r\n"
                                + "Content-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n")
                        .getBytes(ISO_8859_1));
                for (int i = 0; i < 300 && target.goesOn(); i++) out.write(part);
            });
        }
    },

    /** Bodies that are cut in the middle, by 50 connections at a time. */
    CUT_BODIES {
        @Override
        void run(Target target) {
            byte[] half = ("POST /api/dev/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 500\r\n\r\n{\"username\":\"Al")
                    .getBytes(ISO_8859_1);
            target.connections(50, socket -> {
                socket.getOutputStream().write(half);
                pause(Duration.ofMillis(100));
            });
        }
    };

    private static final Duration BEFORE_ANOTHER = Duration.ofSeconds(1);

    abstract void run(Target target);

    /** What is done with one connection, until it ends or the server ends it. */
    interface Use {
        void of(Socket socket) throws IOException;
    }

    /**
     * @param from the attacker's own address
     * @param token of a person who may do what the attack needs
     * @param end by {@link System#nanoTime}
     */
    record Target(String from, int port, String guild, String token, long end, AtomicLong uses) {
        boolean goesOn() {
            return left().isPositive();
        }

        Duration left() {
            return Duration.ofNanos(end - System.nanoTime());
        }

        /** So many connections at a time; one that ends is opened again a second later. */
        void connections(int count, Use use) {
            Thread[] all = new Thread[count];
            for (int i = 0; i < count; i++) all[i] = Thread.ofVirtual().start(() -> repeat(use));
            for (Thread each : all) {
                try {
                    each.join(left().plusSeconds(2));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        /** So many open sockets at a time. */
        void sockets(int count, Use use) {
            connections(count, socket -> {
                handshake(socket);
                use.of(socket);
            });
        }

        private void repeat(Use use) {
            while (goesOn()) {
                try (Socket socket = new Socket()) {
                    socket.setReceiveBufferSize(2048);
                    socket.bind(new InetSocketAddress(from, 0));
                    socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
                    uses.incrementAndGet();
                    use.of(socket);
                } catch (IOException refused) {
                    // What the server does about an attack; the test looks at the server.
                }
                pause(BEFORE_ANOTHER);
            }
        }

        private void handshake(Socket socket) throws IOException {
            String key = Base64.getEncoder().encodeToString(new byte[16]);
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key
                                    + "\r\nSec-WebSocket-Protocol: earshot.v1, bearer." + token + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) throw new IOException("no answer to the handshake");
                answer.append((char) c);
            }
            if (!answer.toString().startsWith("HTTP/1.1 101")) throw new IOException(answer.toString());
        }
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    // Reads nothing: only a write tells that the server has closed.
    private static void untilClosed(Target target, Socket socket) throws IOException {
        while (target.goesOn()) {
            pause(Duration.ofMillis(200));
            socket.getOutputStream().write('G');
        }
    }

    private static void flood(Target target, Socket socket, byte[] frame) throws IOException {
        int times = (64 << 10) / frame.length;
        byte[] many = new byte[times * frame.length];
        for (int i = 0; i < times; i++) System.arraycopy(frame, 0, many, i * frame.length, frame.length);
        while (target.goesOn()) socket.getOutputStream().write(many);
    }

    private static void drain(Socket socket) {
        try {
            byte[] thrownAway = new byte[8192];
            InputStream in = socket.getInputStream();
            while (in.read(thrownAway) >= 0) Thread.onSpinWait();
        } catch (IOException closed) {
            // The use has ended.
        }
    }

    // Masked with zeros: as it is.
    private static byte[] frame(int opcode, int length) {
        byte[] frame = new byte[6 + length];
        frame[0] = (byte) opcode;
        frame[1] = (byte) (0x80 | length);
        Arrays.fill(frame, 6, frame.length, (byte) 'x');
        return frame;
    }

    private static byte[] text(String content) {
        byte[] bytes = content.getBytes(UTF_8);
        boolean large = bytes.length > 125;
        byte[] frame = new byte[(large ? 8 : 6) + bytes.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | (large ? 126 : bytes.length));
        if (large) {
            frame[2] = (byte) (bytes.length >> 8);
            frame[3] = (byte) bytes.length;
        }
        System.arraycopy(bytes, 0, frame, frame.length - bytes.length, bytes.length);
        return frame;
    }

    private static String headers(int bytes) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; lines.length() + 110 < bytes; i++) {
            lines.append("X-Filler-")
                    .append(i % 10)
                    .append(": ")
                    .append("x".repeat(90))
                    .append("\r\n");
        }
        return lines.toString();
    }

    static Target target(String from, int port, String guild, String token, int seconds) {
        return new Target(
                from, port, guild, token, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), new AtomicLong());
    }
}
