package dev.earshot.projector.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.Stuck;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.repair.ForeignWrites;
import dev.earshot.projector.repair.RefusedOutput;
import dev.earshot.projector.repair.Safeguards;
import dev.earshot.projector.repair.TableDifference;
import dev.earshot.projector.repair.TableLook;
import dev.earshot.projector.repair.TableMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings {@code voice.presence} back to what the state says, and refused outputs to where an operator finds them. Runs on the
 * stream thread, so what it writes keeps its order with what inputs write.
 *
 * <p>A table that was cut, lost its tail or was created again is repaired at once: a higher generation, then every row that
 * differs. A row that was refused, or is found missing after a start, is written again and needs no generation: nothing that
 * readers had is gone. The same holds for rows of another producer: offsets show that there are some, and the whole table is compared
 * with the state. A difference without a known cause counts only if two looks find the same, for what was just written may
 * not be in the table that was read.
 */
final class Repairs {
    static final Duration EVERY = Duration.ofSeconds(1);

    /** The memory's key in the store; beside the prefixes with a slash. */
    static final String KEY = "table";

    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);
    private static final RecordCodec<TableMemory> MEMORY = RecordCodec.of(TableMemory.class);
    private static final String TABLE = VoiceTopic.PRESENCE.topic();

    private final int partition;
    private final int partitions;
    private final KeyValueStore<String, byte[]> store;
    private final GuildFolding guilds;
    private final Emission emission;
    private final FoldMetrics metrics;
    private final Safeguards safeguards;
    private final ForeignWrites foreign = new ForeignWrites();

    private @Nullable TableMemory memory;
    private long seen;
    private long retreats = -1;
    private boolean checksAll;
    private @Nullable String missing;
    private @Nullable String lost;
    private @Nullable String broken;
    /** What differed at the look before, with a hash of what the table had; null if there was none. */
    private @Nullable Map<PresenceKey, Integer> before;

    private final Map<GuildId, Stuck> refusedRows = new HashMap<>();
    /** Keys of the store whose change the changelog refused, and whether it was written again since. */
    private final Map<String, Boolean> refusedState = new HashMap<>();

    private final Map<String, Stuck> refusedStateOpen = new HashMap<>();

    Repairs(
            int partition,
            int partitions,
            KeyValueStore<String, byte[]> store,
            GuildFolding guilds,
            Emission emission,
            FoldMetrics metrics,
            Safeguards safeguards) {
        this.partition = partition;
        this.partitions = partitions;
        this.store = store;
        this.guilds = guilds;
        this.emission = emission;
        this.metrics = metrics;
        this.safeguards = safeguards;
        memory = MEMORY.decode(store.get(KEY)).known().orElse(null);
        checksAll = memory != null;
        seen = safeguards.table().begun();
        wantRows();
    }

    /** Called every second. Fails only for Kafka's sake: a repair that cannot be done must not end the fold's thread. */
    void run() {
        try {
            repair();
        } catch (KafkaException kafkas) {
            throw kafkas;
        } catch (RuntimeException failed) {
            if (broken == null) LOG.error("The table of partition {} could not be repaired", partition, failed);
            broken = "The table could not be repaired: " + failed.getClass().getSimpleName();
        }
        publish();
    }

    private void repair() {
        safeguards.refused().settle(partition, this::settle);
        TableLook look = safeguards.table().latest(partition);
        if (look != null && look.number() > seen) {
            seen = look.number();
            wantRows();
            looked(look);
            wantRows();
            writeStateAgain();
            broken = null;
        }
    }

    /** The task ends here; another one says what is open. */
    void close() {
        safeguards.open().set(partition, List.of());
    }

    private void looked(TableLook look) {
        missing = look.missing();
        if (missing != null) return;
        if (retreats < 0) retreats = look.retreats();
        TableMemory known = memory == null ? keep(TableMemory.of(look)) : memory;
        String why = known.lost(look, retreats);
        Map<String, byte[]> rows = look.rows();
        lost = why;
        if (why != null) {
            if (rows != null) begin(known, look, rows, why);
            return;
        }
        if (foreign.foundBy(look)) {
            LOG.info(
                    "{} (partition {}) has records of another producer: it is compared with the state",
                    TABLE,
                    partition);
            checksAll = true;
            before = null;
        } else if (isChecking() && rows != null) {
            pass(known, look, rows);
        }
        TableMemory now = memory == null ? known : memory;
        if (!now.seen(look).equals(now)) keep(now.seen(look));
    }

    private void begin(TableMemory known, TableLook look, Map<String, byte[]> rows, String why) {
        TableMemory next = keep(known.repair(look));
        LOG.warn("{} (partition {}): it is repaired, as generation {}", why, partition, next.generation());
        metrics.repairBegan();
        retreats = look.retreats();
        lost = null;
        emission.generation(new PartitionGeneration(next.generation()));
        Map<PresenceKey, Optional<PresenceRow>> differing = differing(rows, _ -> true);
        write(differing, next.generation());
        before = hashes(differing.keySet(), rows);
    }

    private void pass(TableMemory known, TableLook look, Map<String, byte[]> rows) {
        boolean all = checksAll || known.repairing();
        boolean generationThere = look.generation() >= known.generation();
        if (known.repairing() && !generationThere) emission.generation(new PartitionGeneration(known.generation()));
        Map<PresenceKey, Optional<PresenceRow>> differing =
                differing(rows, guild -> all || refusedRows.containsKey(guild));
        Map<PresenceKey, Integer> earlier = before;
        Map<PresenceKey, Integer> now = hashes(differing.keySet(), rows);
        boolean interrupted = known.repairing() && earlier == null;
        Map<PresenceKey, Optional<PresenceRow>> lasting = new HashMap<>(differing);
        lasting.keySet()
                .removeIf(key -> !interrupted
                        && !refusedRows.containsKey(key.guild())
                        && (earlier == null || !Objects.equals(earlier.get(key), now.get(key))));
        write(lasting, known.generation());
        refusedRows
                .keySet()
                .removeIf(guild ->
                        differing.keySet().stream().noneMatch(key -> key.guild().equals(guild)));
        before = now;
        if (all && earlier != null && lasting.isEmpty() && (generationThere || !known.repairing())) {
            checksAll = false;
            before = null;
            if (known.repairing()) {
                LOG.info("{} is repaired (partition {})", TABLE, partition);
                keep(known.repaired());
            }
        }
    }

    private void write(Map<PresenceKey, Optional<PresenceRow>> rows, long generation) {
        rows.forEach((key, row) -> emission.repair(key, row, generation));
        metrics.rowsRepaired(rows.size());
    }

    private Map<PresenceKey, Optional<PresenceRow>> differing(Map<String, byte[]> rows, Predicate<GuildId> wanted) {
        return TableDifference.of(rows, guilds.guilds(), wanted, partition, partitions);
    }

    private static Map<PresenceKey, Integer> hashes(Set<PresenceKey> keys, Map<String, byte[]> rows) {
        Map<PresenceKey, Integer> hashes = new HashMap<>();
        keys.forEach(key -> hashes.put(key, Arrays.hashCode(rows.get(key.toString()))));
        return hashes;
    }

    private TableMemory keep(TableMemory now) {
        memory = now;
        store.put(KEY, MEMORY.encode(now));
        return now;
    }

    private boolean isChecking() {
        return checksAll || !refusedRows.isEmpty() || (memory != null && memory.repairing());
    }

    private void wantRows() {
        if (lost != null || isChecking()) safeguards.table().wantRows(partition);
    }

    private void settle(RefusedOutput refused) {
        metrics.refused(refused.topic(), refused.cause());
        if (refused.topic().equals(TABLE)) refusedRow(refused);
        else if (VoiceTopic.CHANGES.topic().equals(refused.topic())
                || VoiceTopic.EVENTS.topic().equals(refused.topic())) refusedOutput(refused);
        else if (refused.topic().endsWith(".dead")) refusedDeadLetter(refused);
        else refusedState(refused);
    }

    private void refusedRow(RefusedOutput refused) {
        PresenceKey key = key(refused);
        // A generation that is not in the table is written again by the pass that finds this out.
        if (key == null) return;
        boolean isRepair = refused.headers().lastHeader(PresenceHeaders.REPAIR) != null;
        Stuck stuck = stuck(refused, key.guild(), "The row of " + key + " was refused: " + refused.sentence());
        if (refusedRows.putIfAbsent(key.guild(), stuck) == null) {
            LOG.error("{} refused the row of {}, caused by {}: {}", TABLE, key, refused.origin(), refused.sentence());
        }
        if (!isRepair && !refused.bystander()) emission.dead(refused);
    }

    private void refusedOutput(RefusedOutput refused) {
        if (refused.bystander()) {
            emission.again(refused);
            return;
        }
        LOG.error("{} refused what {} caused: {}", refused.topic(), refused.origin(), refused.sentence());
        emission.dead(refused);
        String guild = refused.key() == null ? "" : new String(refused.key(), UTF_8);
        if (refused.topic().equals(VoiceTopic.EVENTS.topic())
                && IdText.isId(guild)
                && RecordCodec.EVENTS.decode(refused.value())
                        instanceof Decoded.Known<VoiceEvent>(VoiceEvent.Expired expired)) {
            guilds.verdictRefused(new GuildId(guild), expired.user());
        }
    }

    private void refusedDeadLetter(RefusedOutput refused) {
        if (refused.bystander()) {
            emission.again(refused);
        } else if (refused.headers().lastHeader(DeadLetters.CUT) == null) {
            emission.withoutValue(refused);
        } else {
            metrics.deadLost(refused.topic());
            LOG.error("{} refused a dead letter, even without its value: {}", refused.topic(), refused.sentence());
        }
    }

    private void refusedState(RefusedOutput refused) {
        String key = refused.key() == null ? "" : new String(refused.key(), UTF_8);
        String[] parts = key.split("/", -1);
        GuildId guild = parts.length > 2 && IdText.isId(parts[1]) ? new GuildId(parts[1]) : null;
        Stuck stuck = stuck(
                refused,
                guild,
                "The state is not safe over a restart, for its changelog refused it: " + refused.sentence());
        if (refusedStateOpen.put(key, stuck) == null) LOG.error("{}: {}", refused.topic(), stuck.reason());
        refusedState.put(key, false);
    }

    /** What the changelog refused is in the store, and is given to it again until it is taken. */
    private void writeStateAgain() {
        for (String key : List.copyOf(refusedState.keySet())) {
            if (Boolean.TRUE.equals(refusedState.put(key, true))) {
                refusedState.remove(key);
                refusedStateOpen.remove(key);
                continue;
            }
            byte[] value = store.get(key);
            if (value == null) store.delete(key);
            else store.put(key, value);
        }
    }

    private void publish() {
        List<Stuck> open = new ArrayList<>(refusedRows.values());
        open.addAll(refusedStateOpen.values());
        TableMemory known = memory;
        long end = known == null ? -1 : known.end();
        for (String reason :
                Stream.of(missing, broken, lost).flatMap(Stream::ofNullable).toList())
            open.add(new Stuck(TABLE, partition, end, reason));
        if (known != null && known.repairing()) {
            String reason = "The table lost rows and is repaired, as generation " + known.generation();
            open.add(new Stuck(TABLE, partition, end, reason));
        }
        safeguards.open().set(partition, open);
    }

    /** Named by its input, where there is one. */
    private Stuck stuck(RefusedOutput refused, @Nullable GuildId guild, String reason) {
        String[] place = refused.origin().split("/", -1);
        String name = guild == null ? null : guild.value();
        return place.length == 3
                ? new Stuck(place[0], Integer.parseInt(place[1]), Long.parseLong(place[2]), reason, name)
                : new Stuck(refused.topic(), partition, -1, reason, name);
    }

    private static @Nullable PresenceKey key(RefusedOutput refused) {
        try {
            return refused.key() == null ? null : PresenceKey.parse(new String(refused.key(), UTF_8));
        } catch (IllegalArgumentException noRow) {
            return null;
        }
    }
}
