package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.earshot.gateway.RunningGateway.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long the door waits for a history that says nothing. */
class PatienceIT {
    private static final byte[] SAME = "{\"same\":true}".getBytes(UTF_8);

    @Test
    void a_verification_may_take_longer_than_any_other_question() throws Exception {
        CountDownLatch verifying = new CountDownLatch(1);
        CountDownLatch folded = new CountDownLatch(1);
        HttpServer history = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            history.setExecutor(threads);
            history.createContext("/api/history/", exchange -> {
                if (exchange.getRequestURI().getPath().endsWith("/verify")) verifying.countDown();
                await(folded);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, SAME.length);
                try (exchange) {
                    exchange.getResponseBody().write(SAME);
                }
            });
            history.start();
            try (RunningGateway gateway = RunningGateway.start(
                    "earshot.history.url=http://127.0.0.1:"
                            + history.getAddress().getPort(),
                    "earshot.history.silent-for=1s",
                    "earshot.history.verify-for=30s")) {
                String operator = gateway.login("Olga", "operator").token();
                CompletableFuture<Answer> verified = CompletableFuture.supplyAsync(
                        () -> gateway.get("/api/history/verify?guild=demo", operator), threads);
                await(verifying);
                // Asked later and given up: by then the verification has been silent for longer than that.
                Answer state = gateway.get("/api/history/state?guild=demo", operator);
                assertThat(state.status()).isEqualTo(503);
                assertThat(state.code()).isEqualTo("history-away");
                folded.countDown();
                Answer answer = verified.get(20, TimeUnit.SECONDS);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.body().path("same").asBoolean()).isTrue();
            } finally {
                folded.countDown();
                history.stop(0);
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) throw new IOException("Nobody let it go on");
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
