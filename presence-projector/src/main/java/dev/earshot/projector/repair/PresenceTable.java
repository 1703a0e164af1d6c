package dev.earshot.projector.repair;

import org.jspecify.annotations.Nullable;

/** {@code voice.presence} as it is in Kafka, looked at beside the fold. Thread-safe; never blocks. */
public interface PresenceTable {
    /** Nobody looks. */
    PresenceTable UNWATCHED = new PresenceTable() {
        @Override
        public @Nullable TableLook latest(int partition) {
            return null;
        }

        @Override
        public long begun() {
            return 0;
        }

        @Override
        public void wantRows(int partition) {}
    };

    /** The newest look at a partition; null before the first. */
    @Nullable
    TableLook latest(int partition);

    /** The number of the newest look that has begun: any with a higher number begins after this call. */
    long begun();

    /** The next look is to read the partition's rows as well. */
    void wantRows(int partition);
}
