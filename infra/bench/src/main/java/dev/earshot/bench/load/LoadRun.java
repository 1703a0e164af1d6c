package dev.earshot.bench.load;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Opens the sockets, seats the sitters, lets them toggle as planned, and counts. Blocking; one run at a time. */
public final class LoadRun {
    /** Handshakes on their way at once: a crowd arrives, but not all in the same millisecond. */
    private static final int DIALLING = 32;

    private static final Duration SETUP = Duration.ofSeconds(60);
    /** Between the last seat taken and the first toggle. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Plan plan;
    private final Protocol protocol;
    private final List<Side> sides = new ArrayList<>();

    /** One event loop with its sockets and their account. */
    private record Side(EventLoop loop, Dialer dialer, Tally tally, List<Line> lines) {}

    private LoadRun(Plan plan, Protocol protocol) {
        this.plan = plan;
        this.protocol = protocol;
    }

    /** @param loops event-loop threads of the generator; one suffices for about a million deliveries a second */
    public static Measured run(Plan plan, Protocol protocol, int loops, Window window) throws InterruptedException {
        IoHandlerFactory epoll = EpollIoHandler.newFactory();
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(loops, epoll);
        try {
            LoadRun run = new LoadRun(plan, protocol);
            for (int i = 0; i < loops; i++) {
                EventLoop loop = group.next();
                Tally tally = new Tally();
                run.sides.add(new Side(loop, new Dialer(loop, protocol, plan, tally), tally, new ArrayList<>()));
            }
            return run.measure(window);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }

    private Measured measure(Window window) throws InterruptedException {
        dialAll();
        seatAll();
        long start = System.nanoTime() + SETTLE.toNanos();
        long end = start + plan.due(plan.toggles());
        for (Side side : sides) {
            side.loop().execute(() -> {
                side.lines().forEach(line -> line.start(start));
                new Pacer(side.loop(), plan, protocol, side.lines(), start).run();
            });
        }
        sleepUntil(start + plan.due(plan.firstMeasured()));
        window.opens();
        sleepUntil(end);
        window.closes();
        awaitDeliveries(end + plan.drain().toNanos());
        Tally all = new Tally();
        for (Side side : sides) {
            // On the loop, because the tally is its own: this also ends the run before the sockets close.
            side.loop()
                    .submit(() -> {
                        side.lines().forEach(line -> line.start(Long.MAX_VALUE));
                        all.add(side.tally());
                    })
                    .await();
        }
        leave();
        return Measured.of(plan, all);
    }

    private static void sleepUntil(long nanoTime) {
        while (System.nanoTime() < nanoTime) {
            LockSupport.parkNanos(nanoTime - System.nanoTime());
        }
    }

    private void dialAll() throws InterruptedException {
        Semaphore dialling = new Semaphore(DIALLING);
        List<CompletableFuture<Line>> dialled = new ArrayList<>();
        for (int user = 0; user < plan.crowd().sockets(); user++) {
            dialling.acquire();
            Side side = sides.get(user % sides.size());
            dialled.add(side.dialer().dial(user).whenComplete((line, failure) -> dialling.release()));
        }
        for (Line line : await(dialled)) {
            sides.get(line.user() % sides.size()).lines().add(line);
        }
    }

    private void seatAll() {
        List<CompletableFuture<Line>> seats = new ArrayList<>();
        for (Side side : sides) {
            side.lines().stream()
                    .filter(line -> line.user() < plan.crowd().sitters())
                    .forEach(line -> seats.add(line.join(protocol)));
        }
        await(seats);
    }

    private static List<Line> await(List<CompletableFuture<Line>> lines) {
        CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                .orTimeout(SETUP.toSeconds(), TimeUnit.SECONDS)
                .join();
        return lines.stream().map(CompletableFuture::join).toList();
    }

    private void awaitDeliveries(long deadline) throws InterruptedException {
        while (System.nanoTime() < deadline && delivered() < plan.expected()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private long delivered() throws InterruptedException {
        long delivered = 0;
        for (Side side : sides) {
            delivered += side.loop()
                    .submit(side.tally().deliveries::getTotalCount)
                    .await()
                    .getNow();
        }
        return delivered;
    }

    /** Empties the channel for the next run and closes the sockets. */
    private void leave() throws InterruptedException {
        for (Side side : sides) {
            side.loop()
                    .submit(() -> side.lines().forEach(line -> {
                        if (line.user() < plan.crowd().sitters()) {
                            line.say(protocol.leave());
                        }
                    }))
                    .await();
        }
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        for (Side side : sides) {
            side.loop()
                    .submit(() -> side.lines().forEach(line -> line.channel().close()))
                    .await();
        }
    }
}
