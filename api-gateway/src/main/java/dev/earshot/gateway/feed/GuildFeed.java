package dev.earshot.gateway.feed;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One guild's live view and the sockets that watch it.
 *
 * <p><b>Versions.</b> A version is the next offset of the guild's partition of {@code voice.presence} to read: version 60 means
 * "with every record below 60, and none above". The epoch is that of the partition ({@link PartitionEpoch}) with a hash of the
 * channels that may be seen. So every gateway gives the same numbers, and an epoch and a version never name two contents.
 *
 * <p><b>From snapshot to live.</b> A socket that subscribes must get a snapshot and then every change after it, although
 * changes go on meanwhile, and are written by another thread. In this order:
 *
 * <ol>
 *   <li>On the socket's own event loop, under the guild's lock, we look at the view: this is the snapshot, and its version is
 *       the position. Still under the lock the audience it belongs to is there from now on, with this event loop.
 *   <li>The snapshot is written, and the socket enters the audience's group of its event loop: both in this same turn of the
 *       event loop, so that no batch can come between.
 *   <li>A batch that was encoded <em>before</em> the look may still be queued on this event loop, or even the changes of a batch
 *       to come may already be in the snapshot. Its version is then at or below the socket's, and the watcher drops it.
 *   <li>A batch that is encoded <em>after</em> the look goes to this event loop too, for the audience was there. It begins
 *       where the audience's last frame ended, and that is never above the snapshot's version: nothing is missing. Where it
 *       overlaps the snapshot, its values are whole and applying them twice is harmless.
 * </ol>
 *
 * The client keeps the other half of this in {@code presence.ts}: apply if {@code from ≤ mine < version}, ignore if {@code
 * version ≤ mine}, subscribe again with what one has if {@code from > mine}. Who comes back with an epoch and a version is
 * answered from the ring if it reaches back so far, with all that came since in one frame; else with a snapshot, which replaces
 * everything. A client with a newer version than this gateway, which lags behind the one before, is sent nothing until it has
 * caught up; after 10 s it is sent a snapshot all the same.
 *
 * <p><b>Another view.</b> When the table was read again from its beginning, or was repaired, the feed is given other rows or another
 * epoch. That begins a term: every socket is sent a snapshot, and a batch that was encoded in the term before, and is still queued on
 * an event loop, is not written to a socket that has the new one.
 */
public final class GuildFeed {
    /** Changes a ring remembers: some seconds of a very busy guild, minutes of a usual one. */
    static final int RING = 4096;

    private static final Comparator<PresenceRow> ARRIVAL = Comparator.comparing(PresenceRow::joinedAt)
            .thenComparing(row -> row.userId().value());

    /** A gateway that lags behind another is given 10 s. */
    static final int LOOKS = 40;

    static final long LOOK_EVERY_MS = 250;

    private final GuildId guild;
    private final FeedMetrics metrics;
    private final Encoding encoding;
    private final Map<Visible, Audience> audiences = new HashMap<>();
    private volatile Map<UserId, PresenceRow> rows = new ConcurrentHashMap<>();
    private PartitionPlace place;
    private ChangeRing ring;
    private List<RowChange> pending = new ArrayList<>();
    private long version;
    /** Number of the view that is shown. */
    private long term;

    /** @param place how far the partition is read; the ring begins there */
    GuildFeed(GuildId guild, PartitionPlace place, FeedMetrics metrics) {
        this.guild = guild;
        this.place = place;
        this.metrics = metrics;
        this.ring = new ChangeRing(place.next(), RING);
        this.encoding = new Encoding(guild);
    }

    Optional<PresenceRow> row(UserId user) {
        return Optional.ofNullable(rows.get(user));
    }

    boolean isInhabited() {
        return !rows.isEmpty();
    }

    Collection<PresenceRow> rows() {
        return List.copyOf(rows.values());
    }

    /** Shows another view, whole, at another place. @return the rows until now */
    Map<UserId, PresenceRow> swap(PartitionPlace to, Map<UserId, PresenceRow> loaded) {
        Map<UserId, PresenceRow> before;
        List<LoopGroup> watching;
        synchronized (this) {
            before = rows;
            rows = new ConcurrentHashMap<>(loaded);
            watching = restart(to);
        }
        watching.forEach(LoopGroup::renew);
        return before;
    }

    /** The same rows under another epoch. */
    void renewEpoch(PartitionPlace to) {
        List<LoopGroup> watching;
        synchronized (this) {
            watching = restart(to);
        }
        watching.forEach(LoopGroup::renew);
    }

    private List<LoopGroup> restart(PartitionPlace to) {
        place = to;
        version = to.next();
        ring = new ChangeRing(version, RING);
        pending = new ArrayList<>();
        term++;
        List<LoopGroup> watching = new ArrayList<>();
        for (Audience audience : audiences.values()) {
            audience.restart(epoch(audience.visible()), version);
            watching.addAll(audience.groups());
        }
        return watching;
    }

    /** Takes a record. True if a batch now waits to be flushed. */
    synchronized boolean apply(long offset, UserId user, @Nullable PresenceRow row, String why) {
        PresenceRow before = put(user, row);
        version = offset + 1;
        if (Objects.equals(before, row)) return !pending.isEmpty();
        RowChange change = new RowChange(offset, user, before, row, why);
        ring.add(change);
        if (!audiences.isEmpty()) pending.add(change);
        return !pending.isEmpty();
    }

    /** Encodes what waits, once an audience, and says what is to be written where. */
    synchronized List<Delivery> flush() {
        List<RowChange> batch = pending;
        pending = new ArrayList<>();
        if (batch.isEmpty()) return List.of();
        metrics.batch.record(batch.size());
        List<Delivery> deliveries = new ArrayList<>();
        for (Audience audience : audiences.values()) {
            Encoding.Frames frames = encoding.changes(batch, audience.visible(), audience.sent());
            if (frames == null) continue;
            audience.sent(frames.version());
            for (LoopGroup group : audience.groups()) {
                deliveries.add(new Delivery(group, frames.bytes().retain(), frames.version(), frames.changes(), term));
            }
            frames.bytes().release();
        }
        return deliveries;
    }

    /**
     * Lets a socket watch, and answers with what it lacks. On the socket's event loop.
     *
     * @param epoch what the client has, null for nothing
     * @param from the client's version in that epoch
     */
    public Watcher watch(FeedSocket socket, Visible visible, @Nullable String epoch, long from) {
        Watcher watcher;
        Answer answer;
        synchronized (this) {
            Audience audience = audience(visible);
            LoopGroup group = audience.group(socket.loop(), metrics);
            answer = answer(audience, epoch, from);
            watcher = new Watcher(this, socket, group, answer.version(), answer.term());
            group.add(watcher);
        }
        if (answer.bytes() != null) watcher.answer(answer.bytes(), answer.version(), answer.term());
        else if (isBehind(watcher)) watcher.awaitFeed(LOOKS);
        return watcher;
    }

    void change(Watcher watcher, Visible visible) {
        Answer answer;
        synchronized (this) {
            LoopGroup old = watcher.group();
            LoopGroup next = audience(visible).group(watcher.socket().loop(), metrics);
            old.remove(watcher);
            watcher.enter(next);
            drop(old);
            answer = snapshot(next.audience());
        }
        watcher.answer(Objects.requireNonNull(answer.bytes()), answer.version(), answer.term());
    }

    /** Sends a snapshot unless the socket has one of this view. */
    void renew(Watcher watcher) {
        synchronized (this) {
            if (watcher.term() == term) return;
        }
        resync(watcher);
    }

    /** Whether the socket has a version that is not reached yet. */
    synchronized boolean isBehind(Watcher watcher) {
        return watcher.term() == term && watcher.sentVersion() > now();
    }

    void resync(Watcher watcher) {
        Answer answer;
        synchronized (this) {
            answer = snapshot(watcher.group().audience());
        }
        watcher.answer(Objects.requireNonNull(answer.bytes()), answer.version(), answer.term());
    }

    synchronized void leave(Watcher watcher) {
        LoopGroup group = watcher.group();
        group.remove(watcher);
        drop(group);
    }

    /** What one socket is sent at once. @param bytes null for nothing */
    private record Answer(@Nullable ByteBuf bytes, long version, long term) {}

    private Answer answer(Audience audience, @Nullable String epoch, long from) {
        if (!audience.epoch().equals(epoch)) return snapshot(audience);
        long now = now();
        if (from >= now) return new Answer(null, from, term);
        return ring.since(from)
                .map(changes -> new Answer(encoding.since(changes, audience.visible(), from, now), now, term))
                .orElseGet(() -> snapshot(audience));
    }

    private Answer snapshot(Audience audience) {
        long now = now();
        ByteBuf kept = audience.snapshotAt(now);
        if (kept != null) return new Answer(kept, now, term);
        ByteBuf encoded = encoding.snapshot(audience.epoch(), now, channels(audience.visible()));
        return new Answer(audience.keepSnapshot(encoded, now), now, term);
    }

    // The position of the whole partition, if it is further: records of other guilds change nothing here, and every row
    // below it is in the view, for it moves only after a record was applied.
    private long now() {
        return Math.max(version, place.next());
    }

    private Map<ChannelId, List<PresenceRow>> channels(Visible visible) {
        Map<ChannelId, List<PresenceRow>> channels = new LinkedHashMap<>();
        for (ChannelId channel : visible.sorted()) channels.put(channel, new ArrayList<>());
        for (PresenceRow row : rows.values()) {
            List<PresenceRow> inside = channels.get(row.channelId());
            if (inside != null) inside.add(row);
        }
        for (List<PresenceRow> inside : channels.values()) inside.sort(ARRIVAL);
        return Collections.unmodifiableMap(channels);
    }

    private Audience audience(Visible visible) {
        return audiences.computeIfAbsent(visible, v -> new Audience(v, epoch(v), now()));
    }

    private String epoch(Visible visible) {
        return visible.epoch(place.epoch().text());
    }

    private void drop(LoopGroup group) {
        if (group.audience().dropIfEmpty(group))
            audiences.remove(group.audience().visible());
    }

    private @Nullable PresenceRow put(UserId user, @Nullable PresenceRow row) {
        return row == null ? rows.remove(user) : rows.put(user, row);
    }
}
