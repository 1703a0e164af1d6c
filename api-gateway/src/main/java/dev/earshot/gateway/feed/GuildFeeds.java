package dev.earshot.gateway.feed;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.topics.GuildPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Every guild's feed. Written by the tailing thread alone, read by any. */
public final class GuildFeeds implements PresenceTable {
    private final int partitions;
    private final String topicId;
    private final FeedMetrics metrics;
    private final Map<GuildId, GuildFeed> feeds = new ConcurrentHashMap<>();
    private final Map<UserId, Set<GuildId>> whereabouts = new ConcurrentHashMap<>();
    private final RowWaits waits = new RowWaits();
    private final List<RowListener> listeners = new CopyOnWriteArrayList<>();
    /** The next offset to read, by partition; it moves after the record was applied. */
    private final AtomicLongArray positions;
    /** Where each partition ended when this gateway started. */
    private final AtomicLongArray tailFrom;

    private volatile boolean ready;

    /** @param topicId of {@code voice.presence}, as Kafka names it */
    GuildFeeds(int partitions, String topicId, FeedMetrics metrics) {
        this.partitions = partitions;
        this.topicId = topicId;
        this.metrics = metrics;
        this.positions = new AtomicLongArray(partitions);
        this.tailFrom = new AtomicLongArray(partitions);
    }

    /** The guild's feed, made when it is first asked for. */
    public GuildFeed feed(GuildId guild) {
        GuildFeed known = feeds.get(guild);
        return known != null ? known : feeds.computeIfAbsent(guild, this::begin);
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
        return ready;
    }

    void ready(boolean is) {
        ready = is;
    }

    /** The end of a partition at the start of this gateway: what lies before it was written before anybody watched. */
    void tailFrom(int partition, long end) {
        tailFrom.set(partition, end);
    }

    /** Takes a record. @return the feed that now has something to flush, null if none */
    @Nullable
    GuildFeed apply(
            int partition,
            long offset,
            PresenceKey key,
            @Nullable PresenceRow row,
            @Nullable Refusal refusal,
            String why) {
        GuildFeed feed = feed(key.guild());
        boolean old = offset < tailFrom.get(partition);
        boolean waiting = false;
        if (old) feed.load(offset, key.user(), row);
        else waiting = feed.apply(offset, key.user(), row, why);
        moved(partition, offset + 1);
        follow(key, row);
        waits.seen(key, row);
        if (!old) for (RowListener listener : listeners) listener.onRow(key, row, refusal);
        return waiting ? feed : null;
    }

    /** The record before {@code next} is done with, whether it could be read or not. */
    void moved(int partition, long next) {
        positions.set(partition, next);
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
        int partition = GuildPartition.of(guild, partitions);
        return new GuildFeed(guild, topicId, () -> positions.get(partition), tailFrom.get(partition), metrics);
    }
}
