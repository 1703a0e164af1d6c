package dev.earshot.gateway.feed;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.wire.FrameEncoder;
import dev.earshot.gateway.wire.ServerFrame;
import dev.earshot.gateway.wire.WireChange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A guild's batches and snapshots as bytes that any number of sockets may be sent. */
final class Encoding {
    /** Entries in one frame, so that no frame grows without end; a longer batch is several frames in one buffer. */
    static final int MAX_ENTRIES = 512;

    private static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    private final GuildId guild;

    Encoding(GuildId guild) {
        this.guild = guild;
    }

    /** @param version what one has after them @param changes how many entries they hold */
    record Frames(ByteBuf bytes, long version, int changes) {}

    /** A batch as an audience sees it, beginning where its last frame ended; null if it sees nothing of it. */
    @Nullable
    Frames changes(List<RowChange> batch, Visible visible, long from) {
        List<ServerFrame.Changes> frames = new ArrayList<>(1);
        List<WireChange> entries = new ArrayList<>(batch.size());
        int count = 0;
        long begin = from;
        long end = from;
        for (RowChange change : batch) {
            // An audience that came while the batch was gathered has the beginning of it in its snapshot.
            List<WireChange> seen = change.offset() < from ? List.of() : WireChanges.of(change, visible);
            if (seen.isEmpty()) continue;
            entries.addAll(seen);
            count += seen.size();
            end = change.offset() + 1;
            if (entries.size() >= MAX_ENTRIES) {
                frames.add(new ServerFrame.Changes(guild, begin, end, List.copyOf(entries)));
                entries.clear();
                begin = end;
            }
        }
        if (!entries.isEmpty()) frames.add(new ServerFrame.Changes(guild, begin, end, entries));
        return frames.isEmpty() ? null : new Frames(bytes(frames), end, count);
    }

    /** All that came since {@code from}, maybe nothing: the frame then only moves the client's version. */
    ByteBuf since(List<RowChange> changes, Visible visible, long from, long now) {
        List<WireChange> entries = new ArrayList<>();
        for (RowChange change : changes) entries.addAll(WireChanges.of(change, visible));
        return FrameEncoder.encode(new ServerFrame.Changes(guild, from, now, entries), BUFFERS);
    }

    ByteBuf snapshot(String epoch, long version, Map<ChannelId, List<PresenceRow>> channels) {
        return FrameEncoder.encode(new ServerFrame.UserList(guild, epoch, version, channels), BUFFERS);
    }

    private static ByteBuf bytes(List<ServerFrame.Changes> frames) {
        ByteBuf first = FrameEncoder.encode(frames.getFirst(), BUFFERS);
        for (ServerFrame.Changes frame : frames.subList(1, frames.size())) {
            ByteBuf next = FrameEncoder.encode(frame, BUFFERS);
            first.writeBytes(next);
            next.release();
        }
        return first;
    }
}
