package dev.earshot.faults.attack;

import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Guild;
import dev.earshot.faults.stack.Soon;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Fifty people in a call who mute and unmute themselves once a second, and somebody who looks at the health. */
final class Bystanders {
    static final int PEOPLE = 50;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration HEALTH = Duration.ofSeconds(1);
    private static final Duration HEALTH_EVERY = Duration.ofMillis(250);

    private final List<Person> people;
    private final URI health;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * What they met.
     *
     * @param p99 of the acknowledged commands
     * @param slowestHealth of the answers that came in time
     * @param failures commands and looks at the health that failed or came too late, each in words
     */
    record Met(int commands, Duration p99, Duration slowestHealth, List<String> failures) {}

    Bystanders(Guild guild, List<String> names, URI gateway) {
        this.people = names.stream().map(guild::person).toList();
        this.health = gateway.resolve("/actuator/health/readiness");
    }

    /** They connect and join. */
    void come() {
        people.forEach(person -> Soon.get(person.come()));
        people.forEach(person -> Soon.get(person.join(Guild.LOUNGE)));
    }

    void leave() {
        people.forEach(Person::close);
        http.close();
    }

    /** They go on for as long as they are told to, each at its own moment of the second. */
    Met goOn(BooleanSupplier goesOn) {
        Queue<Long> latencies = new ConcurrentLinkedQueue<>();
        Queue<Long> healths = new ConcurrentLinkedQueue<>();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofVirtual().start(() -> watchHealth(goesOn, healths, failures)));
        long start = System.nanoTime();
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            long first = start + TimeUnit.SECONDS.toNanos(i) / people.size();
            threads.add(Thread.ofVirtual().start(() -> press(person, first, goesOn, latencies, failures)));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        long p99 = sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)];
        long slowest = healths.stream().mapToLong(Long::longValue).max().orElse(0);
        return new Met(sorted.length, Duration.ofNanos(p99), Duration.ofNanos(slowest), List.copyOf(failures));
    }

    private static void press(
            Person person, long first, BooleanSupplier goesOn, Queue<Long> latencies, Queue<String> failures) {
        boolean muted = false;
        for (long next = first; goesOn.getAsBoolean(); next += TimeUnit.SECONDS.toNanos(1)) {
            // The pace of the load, not a wait for anything.
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            muted = !muted;
            long began = System.nanoTime();
            try {
                person.state(muted, false).get(ANSWER.toNanos(), TimeUnit.NANOSECONDS);
                latencies.add(System.nanoTime() - began);
            } catch (ExecutionException | TimeoutException failed) {
                failures.add(person.userId() + " got no ack: " + failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void watchHealth(BooleanSupplier goesOn, Queue<Long> healths, Queue<String> failures) {
        HttpRequest look = HttpRequest.newBuilder(health).timeout(HEALTH).build();
        while (goesOn.getAsBoolean()) {
            long began = System.nanoTime();
            try {
                HttpResponse<Void> answer = http.send(look, HttpResponse.BodyHandlers.discarding());
                healths.add(System.nanoTime() - began);
                if (answer.statusCode() != 200) failures.add("health answered " + answer.statusCode());
            } catch (IOException failed) {
                failures.add("health did not answer: " + failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            LockSupport.parkNanos(Math.max(0, began + HEALTH_EVERY.toNanos() - System.nanoTime()));
        }
    }
}
