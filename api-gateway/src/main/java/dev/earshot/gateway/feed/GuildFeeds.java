package dev.earshot.gateway.feed;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.topics.GuildPartition;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Every guild's feed. Written by the tailing thread alone, read by any. */
public final class GuildFeeds implements PresenceTable, RowTarget {
    private final int partitions;
    private final FeedMetrics metrics;
    private final Map<GuildId, GuildFeed> feeds = new ConcurrentHashMap<>();
    private final Map<UserId, Set<GuildId>> whereabouts = new ConcurrentHashMap<>();
    private final RowWaits waits = new RowWaits();
    private final List<RowListener> listeners = new CopyOnWriteArrayList<>();
    /** How far each partition is read. A feed is made, and a place replaced, under this lock: no feed keeps a place of the past. */
    private final PartitionPlace[] places;

    private volatile BooleanSupplier ready = () -> false;
    private final Completeness completeness;
    /** Rows that a swap no longer had and that may still be written again. Of the tailing thread. */
    private final Set<PresenceKey> missing = new HashSet<>();

    GuildFeeds(int partitions, FeedMetrics metrics) {
        this(partitions, metrics, System::nanoTime);
    }

    GuildFeeds(int partitions, FeedMetrics metrics, LongSupplier nanoTime) {
        this.partitions = partitions;
        this.metrics = metrics;
        this.completeness = new Completeness(partitions, nanoTime);
        this.places = new PartitionPlace[partitions];
        Arrays.setAll(places, _ -> new PartitionPlace(new PartitionEpoch("unread", 0, 0, ""), 0));
    }

    /** The guild's feed, made when it is first asked for. */
    public GuildFeed feed(GuildId guild) {
        GuildFeed known = feeds.get(guild);
        return known != null ? known : begin(guild);
    }

    /** Whoever is told of every record from now on. */
    public void listen(RowListener listener) {
        listeners.add(listener);
    }

    /** Where a session of the user's is, in whatever guild. */
    public Optional<Seat> seat(UserId user, SessionId session) {
        for (GuildId guild : whereabouts.getOrDefault(user, Set.of())) {
            Optional<PresenceRow> row = row(guild, user);
            if (row.isPresent() && row.get().sessionId().equals(session)) {
                return Optional.of(new Seat(guild, row.get()));
            }
        }
        return Optional.empty();
    }

    /** A row and its guild. */
    public record Seat(GuildId guild, PresenceRow row) {}

    @Override
    public Optional<PresenceRow> row(GuildId guild, UserId user) {
        GuildFeed feed = feeds.get(guild);
        return feed == null ? Optional.empty() : feed.row(user);
    }

    @Override
    public Mono<PresenceRow> awaitRow(GuildId guild, UserId user, Predicate<PresenceRow> matches) {
        return waits.await(new PresenceKey(guild, user), matches, () -> row(guild, user));
    }

    @Override
    public Collection<PresenceRow> rows(GuildId guild) {
        GuildFeed feed = feeds.get(guild);
        return feed == null ? List.of() : feed.rows();
    }

    @Override
    public Set<GuildId> guilds(int partition) {
        return feeds.entrySet().stream()
                .filter(entry -> GuildPartition.of(entry.getKey(), partitions) == partition)
                .filter(entry -> entry.getValue().isInhabited())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    void readyWhen(BooleanSupplier whole) {
        ready = whole;
    }

    @Override
    public boolean complete() {
        return completeness.ofAll();
    }

    /** The table lost rows that are still to be written again. */
    void rowsLost() {
        completeness.rowsLost();
    }

    /**
     * Shows a table that was read from the beginning, whole, and tells of everybody who came, changed or went. Of those whose rows are
     * missing it tells only once their partition is complete: their sessions stay where they are, and a leave meanwhile goes to the log.
     */
    void swap(FilledTable table) {
        Map<GuildId, Map<UserId, PresenceRow>> before = new HashMap<>();
        synchronized (places) {
            for (int partition = 0; partition < partitions; partition++) replace(partition, table.place(partition));
            for (GuildId guild : table.guilds()) begin(guild);
            feeds.forEach((guild, feed) -> before.put(guild, feed.swap(place(guild), table.rows(guild))));
        }
        before.forEach((guild, rows) -> tellDifference(guild, rows, table.rows(guild)));
        tellMissing();
    }

    /** Tells of those whose rows went with a swap and have not come again, once their partition is complete. */
    void tellMissing() {
        if (missing.isEmpty()) return;
        List<PresenceKey> decided = missing.stream()
                .filter(key -> completeness.of(GuildPartition.of(key.guild(), partitions)))
                .toList();
        for (PresenceKey key : decided) {
            missing.remove(key);
            if (row(key.guild(), key.user()).isEmpty()) tell(key, null, null);
        }
    }

    @Override
    public @Nullable GuildFeed row(
            int partition,
            long offset,
            PresenceKey key,
            @Nullable PresenceRow row,
            @Nullable Refusal refusal,
            String why) {
        GuildFeed feed = feed(key.guild());
        boolean waiting = feed.apply(offset, key.user(), row, why);
        passed(partition, offset + 1);
        tell(key, row, refusal);
        return waiting ? feed : null;
    }

    @Override
    public void generation(int partition, long offset, long generation) {
        synchronized (places) {
            if (places[partition].epoch().generation() >= generation) {
                passed(partition, offset + 1);
                return;
            }
            PartitionPlace raised = places[partition].raised(generation, offset + 1);
            replace(partition, raised);
            feeds.forEach((guild, feed) -> {
                if (GuildPartition.of(guild, partitions) == partition) feed.renewEpoch(raised);
            });
        }
    }

    @Override
    public void passed(int partition, long next) {
        places[partition].moved(next);
    }

    private void tellDifference(GuildId guild, Map<UserId, PresenceRow> before, Map<UserId, PresenceRow> after) {
        before.keySet().stream()
                .filter(user -> !after.containsKey(user))
                .forEach(user -> missing.add(new PresenceKey(guild, user)));
        after.forEach((user, row) -> {
            if (!row.equals(before.get(user))) tell(new PresenceKey(guild, user), row, null);
        });
    }

    private void tell(PresenceKey key, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        follow(key, row);
        waits.seen(key, row);
        for (RowListener listener : listeners) listener.onRow(key, row, refusal);
    }

    private void follow(PresenceKey key, @Nullable PresenceRow row) {
        if (row != null) {
            Set<GuildId> known = whereabouts.get(key.user());
            if (known != null && known.contains(key.guild())) return;
        }
        whereabouts.compute(key.user(), (user, known) -> {
            Set<GuildId> guilds = known == null ? ConcurrentHashMap.newKeySet(1) : known;
            if (row == null) guilds.remove(key.guild());
            else guilds.add(key.guild());
            return guilds.isEmpty() ? null : guilds;
        });
    }

    private GuildFeed begin(GuildId guild) {
        synchronized (places) {
            return feeds.computeIfAbsent(guild, _ -> new GuildFeed(guild, place(guild), metrics));
        }
    }

    /** Under the lock of the places. */
    private void replace(int partition, PartitionPlace by) {
        if (by.epoch().generation() > places[partition].epoch().generation()) completeness.repairBegan(partition);
        places[partition] = by;
    }

    private PartitionPlace place(GuildId guild) {
        return places[GuildPartition.of(guild, partitions)];
    }
}
