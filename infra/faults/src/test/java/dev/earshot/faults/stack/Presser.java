package dev.earshot.faults.stack;

import dev.earshot.faults.client.CommandFailed;
import dev.earshot.faults.client.Person;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who joins, moves, mutes, unmutes and leaves at random, each command after the answer to the one before, and keeps
 * count of what was acknowledged: what the log must hold of them, no more and no less.
 */
public final class Presser {
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Person person;
    private final Random random;
    private int joins;
    private int leaves;
    private int states;
    private int others;
    private @Nullable String channel;
    private boolean muted;
    private boolean deafened;

    /** @param person connected already */
    public Presser(Person person, long seed) {
        this.person = person;
        this.random = new Random(seed);
    }

    public Person person() {
        return person;
    }

    public int joins() {
        return joins;
    }

    public int leaves() {
        return leaves;
    }

    public int states() {
        return states;
    }

    /** Commands that were not acknowledged. */
    public int others() {
        return others;
    }

    /** Where the last acknowledged command put this person, null if out. */
    public @Nullable String channel() {
        return channel;
    }

    public boolean muted() {
        return muted;
    }

    public boolean deafened() {
        return deafened;
    }

    /** Presses as long as asked to, so many a second. */
    public void press(BooleanSupplier goesOn, double perSecond) {
        long pause = (long) (1e9 / perSecond);
        long next = System.nanoTime() + random.nextLong(pause);
        while (goesOn.getAsBoolean()) {
            // The pace of the load, not a wait for anything.
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            next += pause;
            pressOnce();
        }
    }

    /** Presses one key whose answer is awaited. */
    public void pressOnce() {
        int dice = random.nextInt(20);
        if (channel == null) join(dice % 2 == 0 ? Guild.LOUNGE : Guild.STANDUP);
        else if (dice == 0) leave();
        else if (dice < 4) join(channel.equals(Guild.LOUNGE) ? Guild.STANDUP : Guild.LOUNGE);
        else state(random.nextInt(4) == 0);
        if (dice > 16) person.speaking(dice == 17);
    }

    private void join(String to) {
        if (!acknowledged(person.join(to, muted, deafened))) return;
        joins++;
        channel = to;
    }

    private void leave() {
        if (!acknowledged(person.leave())) return;
        leaves++;
        channel = null;
    }

    // Always another state than the one before: each acknowledged command changes something.
    private void state(boolean both) {
        boolean nextMuted = !muted;
        boolean nextDeafened = both != deafened;
        if (!acknowledged(person.state(nextMuted, nextDeafened))) return;
        states++;
        muted = nextMuted;
        deafened = nextDeafened;
    }

    private boolean acknowledged(CompletableFuture<Void> command) {
        try {
            command.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failed) {
            others++;
            Throwable cause = failed.getCause();
            while (cause != null && cause.getCause() != null) cause = cause.getCause();
            if (cause instanceof CommandFailed said && said.isRetryable()) {
                LockSupport.parkNanos(said.retryAfterMs() * 1_000_000);
            }
            return false;
        } catch (TimeoutException late) {
            throw new AssertionError(person.userId() + " got no answer to a command", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            others++;
            return false;
        }
    }
}
