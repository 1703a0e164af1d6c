package dev.earshot.faults.abuse;

import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.faults.client.CommandFailed;
import dev.earshot.faults.client.Person;
import dev.earshot.faults.stack.Guild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A person who joins, moves, mutes and leaves at random through every outage, and keeps count of each command by its outcome:
 * acknowledged, refused, or unknown because no answer came. What was acknowledged must be in the log; what is in the log
 * beyond that must be of unknown outcome.
 */
public final class Talker {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** What a command appends. */
    public enum Kind {
        JOIN(VoiceEvent.Joined.class),
        LEAVE(VoiceEvent.Left.class),
        STATE(VoiceEvent.StateSet.class);

        private final Class<? extends VoiceEvent> event;

        Kind(Class<? extends VoiceEvent> event) {
            this.event = event;
        }
    }

    private final String guild;
    private final Person person;
    private final Random random;
    private final Map<Kind, Integer> acknowledged = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> unknown = new EnumMap<>(Kind.class);
    private @Nullable String channel;
    private boolean muted;

    /** @param person connected already */
    public Talker(String guild, Person person, long seed) {
        this.guild = guild;
        this.person = person;
        this.random = new Random(seed);
    }

    public String guild() {
        return guild;
    }

    public Person person() {
        return person;
    }

    /** Talks as long as asked to, so many commands a second. */
    public void talk(BooleanSupplier goesOn, double perSecond) {
        long pause = (long) (1e9 / perSecond);
        long next = System.nanoTime() + random.nextLong(pause);
        while (goesOn.getAsBoolean()) {
            // The pace of the load, not a wait for anything.
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            next = Math.max(next + pause, System.nanoTime());
            person.forgetJournal();
            if (person.isHere()) once();
        }
    }

    private void once() {
        int dice = random.nextInt(20);
        if (channel == null) join(dice % 2 == 0 ? Guild.LOUNGE : Guild.STANDUP);
        else if (dice == 0) leave();
        else if (dice < 4) join(channel.equals(Guild.LOUNGE) ? Guild.STANDUP : Guild.LOUNGE);
        else state(!muted);
    }

    private void join(String to) {
        if (send(Kind.JOIN, () -> person.join(to, muted, false))) channel = to;
    }

    private void leave() {
        if (send(Kind.LEAVE, person::leave)) channel = null;
    }

    private void state(boolean next) {
        if (send(Kind.STATE, () -> person.state(next, false))) muted = next;
    }

    /** Comes to rest in a channel with a known state. False if it cannot be reached now. */
    public boolean settle(String in, boolean mute) {
        muted = mute;
        if (!person.isHere() || !send(Kind.JOIN, () -> person.join(in, mute, false))) return false;
        channel = in;
        return true;
    }

    private boolean send(Kind kind, Supplier<CompletableFuture<Void>> command) {
        try {
            command.get().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            acknowledged.merge(kind, 1, Integer::sum);
            return true;
        } catch (ExecutionException failed) {
            if (refusal(failed) instanceof CommandFailed refused && !refused.isRetryable()) return false;
            unknown.merge(kind, 1, Integer::sum);
            return false;
        } catch (TimeoutException late) {
            unknown.merge(kind, 1, Integer::sum);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How the person's events in the log differ from what they were told: a sentence each. */
    public List<String> discrepancies(List<? extends VoiceEvent> log) {
        List<String> found = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long logged = log.stream().filter(kind.event::isInstance).count();
            int told = acknowledged.getOrDefault(kind, 0);
            if (logged < told) {
                found.add("%s was told %d times that %s is done, and the log holds %d"
                        .formatted(person.userId(), told, kind, logged));
            }
        }
        return found;
    }

    public int acknowledgedCommands() {
        return acknowledged.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int unknownCommands() {
        return unknown.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Throwable refusal(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
