package dev.earshot.projector.topology;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.NoEffect;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.journal.Journal;
import dev.earshot.projector.journal.JournalEntry;
import dev.earshot.projector.lease.LeaseBook;
import dev.earshot.projector.lease.LeaseClock;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.state.StoredGuilds;
import dev.earshot.projector.state.StoredUser;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    private final LeaseClock clock;
    private final LeaseBook leases = new LeaseBook();
    private boolean ticked;

    GuildFolding(Journal journal, StoredGuilds stored, LeaseClock clock, Emission emission, FoldMetrics metrics) {
        this.journal = journal;
        this.clock = clock;
        this.stored = stored;
        this.emission = emission;
        this.metrics = metrics;
        // Only a guild's highest entry can lack its rows; storing them again is harmless where they are there.
        journal.load().forEach(this::store);
        guilds = stored.load();
        guilds.forEach(this::remember);
    }

    /**
     * What an input does to guilds that are not its own: if it set the time back, to every one of the partition. To be called
     * before the input is folded. A tick is of all guilds, and does this itself.
     */
    void others(Cause cause, Input input, FoldTime time) {
        if (input instanceof Input.Tick) return;
        GuildId own = input.guild();
        for (GuildId guild : List.copyOf(journal.guildsOf(cause))) if (!guild.equals(own)) again(guild, cause);
        if (!time.isSetBack()) return;
        leases.setBack(time.now());
        boolean events = cause.topic().equals(VoiceTopic.EVENTS.topic());
        for (GuildId guild : List.copyOf(events ? guilds.keySet() : voiced)) {
            if (guild.equals(own) || journal.isFolded(guild, cause)) continue;
            Outcome outcome = folded(() -> events
                    ? LiveFold.setBack(guild, guild(guild), cause, time)
                    : LiveFold.signalsSetBack(guild(guild), time));
            apply(guild, cause, time.now(), outcome, List.of());
        }
    }

    /** Folds an event. Whether it is in the journal. */
    boolean event(GuildId guild, Recorded<VoiceEvent> recorded, FoldTime time) {
        Cause cause = recorded.cause();
        if (journal.isFolded(guild, cause)) return again(guild, cause);
        Outcome setBack =
                time.isSetBack() ? folded(() -> LiveFold.setBackHere(guild, guild(guild), cause, time)) : null;
        LiveGuild before = setBack == null ? guild(guild) : setBack.next();
        Outcome outcome = folded(() -> LiveFold.event(guild, before, recorded));
        metrics.folded(effect(outcome));
        leases.folded(guild, recorded, outcome, clock.now());
        return apply(guild, cause, recorded.at(), setBack == null ? outcome : setBack.then(outcome), List.of());
    }

    /** Folds what a browser says of its voice. Whether it is in the journal. */
    boolean speaking(GuildId guild, Recorded<VoiceSignal.Speaking> recorded, FoldTime time) {
        if (journal.isFolded(guild, recorded.cause())) return again(guild, recorded.cause());
        Outcome outcome = signal(guild, time, state -> LiveFold.speaking(guild, state, recorded));
        metrics.folded(effect(outcome));
        return apply(guild, recorded.cause(), recorded.at(), outcome, List.of());
    }

    /** Lets time pass for every guild of the partition: silence falls, and leases end. */
    void tick(Recorded<VoiceSignal.Tick> recorded, FoldTime time) {
        clock.tick();
        if (!ticked) guilds.forEach((guild, state) -> leases.startAfresh(guild, state, clock.now(), recorded.at()));
        ticked = true;
        if (time.isSetBack()) leases.setBack(time.now());
        leases.ticked(recorded.event(), clock.now(), recorded.at());
        for (GuildId guild : journal.guildsOf(recorded.cause())) again(guild, recorded.cause());
        Map<GuildId, List<UserId>> due = leases.due(clock.now());
        Set<GuildId> concerned = new HashSet<>(voiced);
        concerned.addAll(due.keySet());
        for (GuildId guild : concerned) tick(guild, recorded, time, due.getOrDefault(guild, List.of()));
        journal.prune(recorded.cause().topic(), recorded.at());
        metrics.ticked();
    }

    private void tick(GuildId guild, Recorded<VoiceSignal.Tick> recorded, FoldTime time, List<UserId> due) {
        // Given again after a restart, it has done its work here; whoever is due is so at the next tick too.
        if (journal.isFolded(guild, recorded.cause())) return;
        Outcome outcome = signal(guild, time, state -> LiveFold.silence(guild, state, recorded));
        List<VoiceEvent.Expired> verdicts = due.stream()
                .map(user -> outcome.next().presence().member(user))
                .flatMap(Stream::ofNullable)
                .map(member -> leases.decide(guild, member))
                .toList();
        metrics.expired(verdicts.size());
        apply(guild, recorded.cause(), recorded.at(), outcome, verdicts);
    }

    private Outcome signal(GuildId guild, FoldTime time, OfGuild fold) {
        return folded(() -> {
            if (!time.isSetBack()) return fold.of(guild(guild));
            Outcome setBack = LiveFold.signalsSetBack(guild(guild), time);
            return setBack.then(fold.of(setBack.next()));
        });
    }

    private interface OfGuild {
        Outcome of(LiveGuild state);
    }

    private boolean again(GuildId guild, Cause cause) {
        JournalEntry entry = journal.of(guild, cause);
        if (entry == null) return false;
        metrics.repeated();
        emission.send(emission.outputs(guild, entry, guild(guild)));
        return true;
    }

    private boolean apply(GuildId guild, Cause cause, Instant at, Outcome outcome, List<VoiceEvent.Expired> expiries) {
        if (outcome.isNothing() && expiries.isEmpty()) return false;
        JournalEntry entry = JournalEntry.of(journal.next(guild), cause, at, outcome, expiries);
        // Encoded before anything is written: what follows one another quickly goes to Kafka in one request.
        List<Emission.Output> outputs = emission.outputs(guild, entry, outcome.next());
        write(guild, entry);
        remember(guild, outcome.next());
        emission.send(outputs);
        journal.pruneAfterInput(cause.topic(), at);
        return true;
    }

    // The fold changes nothing, so a record that breaks it can be set aside before anything was stored or sent.
    private static Outcome folded(Supplier<Outcome> fold) {
        try {
            return fold.get();
        } catch (RuntimeException failed) {
            throw new FoldFailed(failed);
        }
    }

    private void write(GuildId guild, JournalEntry entry) {
        byte[] encoded = Journal.encode(entry);
        if (encoded.length <= Journal.LARGEST_ENTRY) {
            journal.append(guild, entry, encoded);
            store(guild, entry);
        } else {
            // No topic takes the entry. Rows first, for without it nobody could store them again after a crash; what it
            // would have sent again is then sent once.
            store(guild, entry);
            JournalEntry bare = entry.bare();
            journal.append(guild, bare, Journal.encode(bare));
        }
    }

    /** Every guild that anything is remembered of, as it is now. */
    Map<GuildId, LiveGuild> guilds() {
        return Collections.unmodifiableMap(guilds);
    }

    /** A verdict did not reach the log: the lease begins again, and ends in another one. */
    void verdictRefused(GuildId guild, UserId user) {
        leases.verdictRefused(guild, user, clock.now());
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
        NoEffect none = outcome.noEffect();
        if (none == null) return outcome.isNothing() ? "nothing-new" : "changed";
        return none.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
