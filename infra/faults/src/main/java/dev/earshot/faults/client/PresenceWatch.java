package dev.earshot.faults.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The twin of one guild as frames come in, over any number of sockets, and who waits for it to become something. */
public final class PresenceWatch {
    private record Waiter(Predicate<GuildTwin> condition, CompletableFuture<Long> since) {}

    private final VersionLedger ledger;
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
    private volatile GuildTwin twin;

    PresenceWatch(String guildId, VersionLedger ledger) {
        this.ledger = ledger;
        this.twin = GuildTwin.unseen(guildId);
    }

    public GuildTwin twin() {
        return twin;
    }

    /** Where a person is now and how they look, empty while they are in no channel. */
    public Optional<GuildTwin.Seat> of(String userId) {
        return Optional.ofNullable(twin.seats().get(userId));
    }

    /** Ends with the {@link System#nanoTime} at which the condition held first, at once if it holds already. */
    public CompletableFuture<Long> when(Predicate<GuildTwin> condition) {
        Waiter waiter = new Waiter(condition, new CompletableFuture<>());
        waiters.add(waiter);
        check(waiter);
        return waiter.since();
    }

    /** When somebody is in the channel. */
    public CompletableFuture<Long> whenIn(String userId, String channelId) {
        return when(now -> {
            GuildTwin.Seat seat = now.seats().get(userId);
            return seat != null && seat.channelId().equals(channelId);
        });
    }

    /** When somebody's picture fits the condition. */
    public CompletableFuture<Long> whenSeen(String userId, Predicate<Participant> condition) {
        return when(now -> {
            GuildTwin.Seat seat = now.seats().get(userId);
            return seat != null && condition.test(seat.participant());
        });
    }

    /** When somebody is in no channel. */
    public CompletableFuture<Long> whenGone(String userId) {
        return when(now -> !now.seats().containsKey(userId));
    }

    /** Takes a frame in; true if the twin lacks something since. */
    boolean take(ServerFrame frame) {
        GuildTwin before = twin;
        GuildTwin after = before.apply(frame);
        if (after == before) return false;
        twin = after;
        ledger.saw(after);
        waiters.forEach(this::check);
        return after.hole() && !before.hole();
    }

    private void check(Waiter waiter) {
        GuildTwin now = twin;
        if (!now.hole() && waiter.condition().test(now)) {
            waiter.since().complete(System.nanoTime());
            waiters.remove(waiter);
        }
    }
}
