package dev.earshot.projector.topology;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.journal.Journal;
import dev.earshot.projector.journal.JournalEntry;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.state.StoredGuilds;
import dev.earshot.projector.state.StoredUser;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The guilds of one partition, folded input by input. Every effect takes one way: journal, rows in the store, outputs; and
 * an input that Kafka gives again is answered from the journal, so that nothing is lost or doubled by a crash between any
 * two of them.
 */
final class GuildFolding {
    private final Journal journal;
    private final StoredGuilds stored;
    private final Emission emission;
    private final FoldMetrics metrics;
    private final Map<GuildId, LiveGuild> guilds;
    /** Guilds where anybody has spoken: a tick asks only these for silence. */
    private final Set<GuildId> voiced = new HashSet<>();

    GuildFolding(Journal journal, StoredGuilds stored, Emission emission, FoldMetrics metrics) {
        this.journal = journal;
        this.stored = stored;
        this.emission = emission;
        this.metrics = metrics;
        // Only a guild's highest entry can lack its rows; storing them again is harmless where they are there.
        journal.load().forEach(this::store);
        guilds = stored.load();
        guilds.forEach(this::remember);
    }

    /** Folds an event. Whether it is in the journal. */
    boolean event(GuildId guild, Recorded<VoiceEvent> recorded) {
        if (journal.isFolded(guild, recorded.cause())) return again(guild, recorded.cause());
        return apply(guild, recorded, () -> LiveFold.event(guild, guild(guild), recorded), List.of());
    }

    /** Folds what a browser says of its voice. Whether it is in the journal. */
    boolean speaking(GuildId guild, Recorded<VoiceSignal.Speaking> recorded) {
        if (journal.isFolded(guild, recorded.cause())) return again(guild, recorded.cause());
        return apply(guild, recorded, () -> LiveFold.speaking(guild, guild(guild), recorded), List.of());
    }

    /** Lets a second pass for every guild of the partition. */
    void tick(Recorded<VoiceSignal.Tick> recorded) {
        for (GuildId guild : List.copyOf(journal.guildsOf(recorded.cause()))) again(guild, recorded.cause());
        for (GuildId guild : List.copyOf(voiced)) {
            if (journal.isFolded(guild, recorded.cause())) continue;
            apply(guild, recorded, () -> LiveFold.silence(guild, guild(guild), recorded), List.of());
        }
        journal.prune(recorded.at());
    }

    private boolean again(GuildId guild, Cause cause) {
        JournalEntry entry = journal.of(guild, cause);
        if (entry == null) return false;
        metrics.repeated();
        emission.send(guild, entry, guild(guild));
        return true;
    }

    private boolean apply(
            GuildId guild, Recorded<?> recorded, Supplier<Outcome> fold, List<VoiceEvent.Expired> expiries) {
        Outcome outcome = folded(fold);
        metrics.folded(effect(outcome));
        if (outcome.isNothing() && expiries.isEmpty()) return false;
        JournalEntry entry = JournalEntry.of(journal.next(guild), recorded.cause(), recorded.at(), outcome, expiries);
        journal.append(guild, entry);
        store(guild, entry);
        remember(guild, outcome.next());
        emission.send(guild, entry, outcome.next());
        return true;
    }

    private static Outcome folded(Supplier<Outcome> fold) {
        try {
            return fold.get();
        } catch (RuntimeException failed) {
            throw new FoldFailed(failed);
        }
    }

    private void store(GuildId guild, JournalEntry entry) {
        for (StoredUser user : entry.users()) stored.put(guild, user);
        if (entry.closed() != null) stored.put(guild, entry.closed());
    }

    private void remember(GuildId guild, LiveGuild now) {
        if (now.equals(LiveGuild.EMPTY)) guilds.remove(guild);
        else guilds.put(guild, now);
        if (now.speech().isEmpty()) voiced.remove(guild);
        else voiced.add(guild);
    }

    private LiveGuild guild(GuildId guild) {
        return guilds.getOrDefault(guild, LiveGuild.EMPTY);
    }

    private static String effect(Outcome outcome) {
        return outcome.noEffect() == null
                ? "changed"
                : outcome.noEffect().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
