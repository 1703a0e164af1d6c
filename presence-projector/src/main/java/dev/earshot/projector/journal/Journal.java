package dev.earshot.projector.journal;

import static java.util.Comparator.comparingLong;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one partition: an entry for each input that did anything to a guild, written before the rows it touched.
 * One changelog partition keeps that order, so after a crash only a guild's highest entry can lack its rows.
 *
 * <p>Kafka reads inputs again that were folded but not yet committed. Their entries answer for them: an input at or below
 * its guild's and topic's newest entry is never folded twice.
 */
public final class Journal {
    /** In bytes: less than the changelog takes in a record. */
    public static final int LARGEST_ENTRY = 7 << 20;

    /** Every so many inputs, so that what they prune goes to Kafka in few requests. */
    private static final int INPUTS = 16;

    /** More than one for each input, so that the journal shrinks again after a rush. */
    private static final int PRUNED_BY_INPUTS = 2 * INPUTS;

    /** A fold of a long log meets no tick for hours, which would look; asking what is committed takes a lock. */
    private static final int INPUTS_TO_A_LOOK = 64 * INPUTS;

    /** Few, so that the next input does not wait for it. */
    private static final int PRUNED_BY_A_TICK = 50;

    private static final RecordCodec<JournalEntry> CODEC = RecordCodec.of(JournalEntry.class);

    private final KeyValueStore<String, byte[]> store;
    private final JournalPruning pruning;
    private final Map<GuildId, Page> pages = new HashMap<>();
    private final EarlierEntries earlier = new EarlierEntries();
    private long inputs;

    public Journal(KeyValueStore<String, byte[]> store, CommittedOffsets committed) {
        this.store = store;
        this.pruning = new JournalPruning(committed);
    }

    /** An entry's place: enough to know it by without its content. */
    private record Place(long number, Cause cause, Instant at) {}

    private static final class Page {
        long highest;
        final Map<String, Place> newest = new HashMap<>(2);
    }

    /** Reads what the store holds, at the start. Gives each guild's highest entry, to be applied to the rows again. */
    public Map<GuildId, JournalEntry> load() {
        Map<GuildId, JournalEntry> highest = new HashMap<>();
        try (KeyValueIterator<String, byte[]> values = store.range(JournalEntry.PREFIX, JournalEntry.PREFIX + '~')) {
            while (values.hasNext()) {
                KeyValue<String, byte[]> value = values.next();
                int end = value.key.lastIndexOf('/');
                GuildId guild = new GuildId(value.key.substring(JournalEntry.PREFIX.length(), end));
                JournalEntry entry = read(value.value);
                note(guild, entry);
                earlier.add(guild, entry.cause(), value.key);
                // The store gives a guild's entries in their order, so the last one stays.
                highest.put(guild, entry);
            }
        }
        return highest;
    }

    /** Whether this input, or a later one of its topic, has already been folded into the guild. */
    public boolean isFolded(GuildId guild, Cause cause) {
        Page page = pages.get(guild);
        Place newest = page == null ? null : page.newest.get(cause.topic());
        return newest != null && cause.offset() <= newest.cause().offset();
    }

    /** What a folded input did to the guild; null if it did nothing. */
    public @Nullable JournalEntry of(GuildId guild, Cause cause) {
        String key = earlier.key(guild, cause);
        byte[] value = key == null ? null : store.get(key);
        return value == null ? null : read(value);
    }

    /** The guilds of which this input has an entry from before the start. */
    public Set<GuildId> guildsOf(Cause cause) {
        return earlier.guilds(cause);
    }

    /** The number of the guild's next entry. */
    public long next(GuildId guild) {
        Page page = pages.get(guild);
        return page == null ? 1 : page.highest + 1;
    }

    /** The bytes of an entry, for {@link #append}. */
    public static byte[] encode(JournalEntry entry) {
        return CODEC.encode(entry);
    }

    /**
     * Writes an entry down. Its rows must follow, and no other entry may come between.
     *
     * @param encoded at most {@link #LARGEST_ENTRY}, else the changelog refuses it
     */
    public void append(GuildId guild, JournalEntry entry, byte[] encoded) {
        store.put(JournalEntry.key(guild, entry.number()), encoded);
        note(guild, entry);
    }

    /** Lets a few entries go that nothing can ask for any more. Called after an input's outputs, with the time of its topic. */
    public void pruneAfterInput(String topic, Instant now) {
        inputs++;
        if (inputs % INPUTS_TO_A_LOOK == 0) pruning.look(topic, now);
        if (inputs % INPUTS == 0) pruning.prune(PRUNED_BY_INPUTS, store::delete);
    }

    /**
     * An input that has an entry, and the fold's time at it.
     *
     * @see #newest
     */
    public record Folded(long offset, Instant at) {}

    /** The topic's newest input that has an entry in any guild. */
    public Optional<Folded> newest(String topic) {
        return pages.values().stream()
                .map(page -> page.newest.get(topic))
                .flatMap(Stream::ofNullable)
                .map(place -> new Folded(place.cause().offset(), place.at()))
                .max(comparingLong(Folded::offset));
    }

    /** Lets the entries go that inputs have left. Called with every tick. */
    public void prune(String topic, Instant now) {
        pruning.look(topic, now);
        pruning.prune(PRUNED_BY_A_TICK, store::delete);
    }

    private void note(GuildId guild, JournalEntry entry) {
        Page page = pages.computeIfAbsent(guild, _ -> new Page());
        page.highest = Math.max(page.highest, entry.number());
        Place place = new Place(entry.number(), entry.cause(), entry.at());
        Place before = page.newest.put(entry.cause().topic(), place);
        pruning.reached(entry.cause().topic(), entry.at());
        if (before != null) pruning.followed(JournalEntry.key(guild, before.number()), before.cause(), before.at());
    }

    private static JournalEntry read(byte[] value) {
        return switch (CODEC.decode(value)) {
            case Decoded.Known<JournalEntry>(JournalEntry entry) -> entry;
            case Decoded.UnknownType<JournalEntry>(String type) -> throw unreadable(type);
            case Decoded.Unreadable<JournalEntry>(String reason) -> throw unreadable(reason);
        };
    }

    private static IllegalStateException unreadable(String reason) {
        return new IllegalStateException("The journal cannot be read (" + reason
                + "). Was the changelog written by a newer version? See \"Starting over\" in the README");
    }
}
