package dev.earshot.projector.history.past;

import static kotlinx.collections.immutable.ExtensionsKt.persistentHashMapOf;

import dev.earshot.events.id.UserId;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import kotlinx.collections.immutable.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of everybody. Never changes, and is thread-safe. What a checkpoint holds of it is read when somebody is first
 * asked about: it is two thirds of a guild's state, and who was where needs none of it.
 */
public final class Recollections {
    /** Of a guild in which nothing has happened yet. */
    public static final Recollections NONE = stored(0, Map::of);

    private final Earlier earlier;
    /** Of each person what came after what is stored, without that. */
    private final PersistentMap<UserId, Recollection> since;

    private Recollections(Earlier earlier, PersistentMap<UserId, Recollection> since) {
        this.earlier = earlier;
        this.since = since;
    }

    /**
     * What a checkpoint holds.
     *
     * @param people of how many
     * @param read reads it, again when nobody has asked for a while
     */
    public static Recollections stored(int people, Supplier<Map<UserId, Recollection>> read) {
        return new Recollections(new Earlier(people, read), persistentHashMapOf());
    }

    /** What is remembered of a person. */
    public Recollection of(UserId user) {
        Recollection before = earlier.all().getOrDefault(user, Recollection.NOTHING);
        Recollection later = since.get(user);
        return later == null ? before : before.then(later);
    }

    /** Of everybody of whom anything is. */
    public Map<UserId, Recollection> all() {
        Map<UserId, Recollection> all = new HashMap<>(earlier.all());
        since.forEach((user, later) -> all.merge(user, later, Recollection::then));
        return all;
    }

    /** Of how many people at the most; nothing is read for it. */
    public int atMost() {
        return earlier.people + since.size();
    }

    /** @param change from what is remembered since the checkpoint, not of all that is */
    Recollections with(UserId user, UnaryOperator<Recollection> change) {
        Recollection known = since.getOrDefault(user, Recollection.NOTHING);
        Recollection next = change.apply(known);
        return next == known ? this : new Recollections(earlier, since.put(user, next));
    }

    /** By what is remembered, wherever it lies. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recollections another && all().equals(another.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }

    private static final class Earlier {
        private final int people;
        private final Supplier<Map<UserId, Recollection>> read;
        /** Weak: of a large guild it is far more than who was where, and the moments that hold it are kept for a while. */
        private WeakReference<Map<UserId, Recollection>> known = new WeakReference<>(null);

        Earlier(int people, Supplier<Map<UserId, Recollection>> read) {
            this.people = people;
            this.read = read;
        }

        synchronized Map<UserId, Recollection> all() {
            Map<UserId, Recollection> all = known.get();
            if (all != null) return all;
            all = read.get();
            known = new WeakReference<>(all);
            return all;
        }
    }
}
