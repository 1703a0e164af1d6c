package dev.earshot.local.demo;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Member;
import dev.earshot.events.fold.NoEffect;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells a made-up history, record by record in time order: what people and gateways do, and what the projector makes of it by
 * the fold that it runs itself. Pure: a plan always gives the same records.
 *
 * <p>Each record's offset is its number in its topic, so the topics must be empty before.
 */
public final class DemoHistory {
    private static final String PROJECTOR = "/projector";

    private final DemoPlan plan;
    private final int partition;
    private final Consumer<DemoRecord> to;
    private final DemoCounts counts = DemoCounts.none();
    private final Map<VoiceTopic, Long> offsets = new TreeMap<>();
    /** Sessions that the fold let in nowhere: nothing more is heard of them. */
    private final Set<SessionId> refused = new HashSet<>();

    private LiveGuild state = LiveGuild.EMPTY;
    private Instant now = Instant.MIN;

    private DemoHistory(DemoPlan plan, int partition, Consumer<DemoRecord> to) {
        this.plan = plan;
        this.partition = partition;
        this.to = to;
    }

    /**
     * Tells it all, and returns what it was.
     *
     * @param partitions of every voice topic
     * @throws IllegalStateException if it is not in order, or somebody is still there at its end
     */
    public static DemoCounts tell(DemoPlan plan, int partitions, Consumer<DemoRecord> to) {
        DemoHistory history = new DemoHistory(plan, GuildPartition.of(Room.GUILD, partitions), to);
        history.tell();
        return history.counts;
    }

    /** That of the guild's last directory event, which every join has read. */
    static long directoryOffset(DemoPlan plan) {
        return Room.values().length + plan.people();
    }

    private void tell() {
        List<Person> people = Person.make(plan.people(), new Dice(plan.seed(), -1));
        Restarts restarts = new Restarts(plan, new Dice(plan.seed(), -2));
        Instant at = plan.begins();
        for (DirectoryEvent event : Room.directory(people)) {
            at = at.plusMillis(1);
            advance(at);
            String type = RecordCodec.typeOf(event);
            tell(VoiceTopic.DIRECTORY, true, type, "/directory", RecordCodec.DIRECTORY.encode(event));
        }
        for (LocalDate date : plan.dates()) {
            for (Step step : day(date, people, restarts)) {
                advance(step.at());
                take(step);
            }
        }
        if (state.presence().members().findAny().isPresent()) {
            throw new IllegalStateException("Somebody is still there at the end of the history");
        }
    }

    private List<Step> day(LocalDate date, List<Person> people, Restarts restarts) {
        Dice dice = new Dice(plan.seed(), date.toEpochDay());
        List<Step> steps = new ArrayList<>();
        for (Visit visit : DayPlan.of(plan, date, people, dice)) {
            steps.addAll(Life.of(visit, people.getFirst(), plan, restarts, dice));
        }
        steps.addAll(Questions.of(plan, date, people, dice));
        // Stable: what a page does at one moment stays in its order.
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private void advance(Instant at) {
        if (at.isBefore(now)) throw new IllegalStateException(at + " comes after " + now);
        now = at;
    }

    private void take(Step step) {
        switch (step) {
            case Step.Appended appended -> {
                boolean unheard =
                        appended.event() instanceof VoiceEvent.OfSession said && refused.contains(said.session());
                if (!unheard) event(appended.event(), "/gateways/" + appended.by());
            }
            case Step.Spoken spoken -> speak(spoken);
            case Step.Ended ended -> expire(ended);
            case Step.Sampled sampled -> sample(sampled);
            case Step.Erred erred -> err(erred);
            case Step.Noted noted -> note(noted);
        }
    }

    private void speak(Step.Spoken spoken) {
        if (refused.contains(spoken.signal().session())) return;
        Cause cause = cause(VoiceTopic.SIGNALS);
        byte[] value = RecordCodec.SIGNALS.encode(spoken.signal());
        tell(VoiceTopic.SIGNALS, true, RecordCodec.typeOf(spoken.signal()), "/gateways/" + spoken.by(), value);
        follow(LiveFold.speaking(Room.GUILD, state, new Recorded<>(cause, now, spoken.signal())));
    }

    // As the gateway does, which knows channel and call by the person's row.
    private void sample(Step.Sampled sampled) {
        Member member = state.presence().member(sampled.user());
        if (member == null || !member.session().id().equals(sampled.session())) return;
        telemetry(new VoiceTelemetry.QualitySampled(
                now,
                sampled.user(),
                sampled.session(),
                sampled.client(),
                Room.GUILD,
                member.stay().channel(),
                member.callId(),
                sampled.quality()));
    }

    private void err(Step.Erred erred) {
        Member member = state.presence().member(erred.user());
        if (member == null || !member.session().id().equals(erred.session())) return;
        telemetry(new VoiceTelemetry.ClientErred(
                now,
                erred.user(),
                erred.session(),
                erred.client(),
                Room.GUILD,
                member.stay().channel(),
                erred.kind(),
                erred.message(),
                erred.before()));
    }

    private void telemetry(VoiceTelemetry said) {
        String type = RecordCodec.typeOf(said);
        DemoCounts.add(counts.telemetry(), type);
        tell(VoiceTopic.TELEMETRY, true, type, "/gateways", RecordCodec.TELEMETRY.encode(said));
    }

    // The projector decides only about whoever is still there by that session, and says up to where it had looked.
    private void expire(Step.Ended ended) {
        Member member = state.presence().member(ended.user());
        if (member == null || !member.session().id().equals(ended.session())) return;
        event(new VoiceEvent.Expired(ended.user(), ended.session(), ended.lastHeard(), member.lastOffset()), PROJECTOR);
    }

    private void event(VoiceEvent event, String source) {
        Cause cause = cause(VoiceTopic.EVENTS);
        tell(VoiceTopic.EVENTS, true, RecordCodec.typeOf(event), source, RecordCodec.EVENTS.encode(event));
        Outcome outcome = LiveFold.event(Room.GUILD, state, new Recorded<>(cause, now, event));
        follow(outcome);
        if (outcome.noEffect() == NoEffect.REFUSED && event instanceof VoiceEvent.Joined join) {
            if (!state.presence().isCurrent(join.user(), join.session())) refused.add(join.session());
        }
    }

    // As the projector sends facts. Its rows are left out: they are tombstones in the end.
    private void follow(Outcome outcome) {
        state = outcome.next();
        for (VoiceChange fact : outcome.facts()) {
            String type = RecordCodec.typeOf(fact);
            String id = fact.cause().input() + '/' + fact.cause().index();
            DemoCounts.add(counts.facts(), type);
            if (fact instanceof VoiceChange.Left left) {
                DemoCounts.add(
                        counts.ends(),
                        left.why().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            tell(VoiceTopic.CHANGES, true, id, type, PROJECTOR, RecordCodec.CHANGES.encode(fact));
        }
    }

    private void note(Step.Noted noted) {
        AuditFact fact = noted.fact();
        if (fact instanceof AuditFact.TokenIssued issued && refused.contains(issued.session())) return;
        tell(VoiceTopic.AUDIT, noted.ofGuild(), RecordCodec.typeOf(fact), "/gateways", RecordCodec.AUDIT.encode(fact));
    }

    private void tell(VoiceTopic topic, boolean ofGuild, String type, String source, byte[] value) {
        tell(topic, ofGuild, "demo-" + offsets.getOrDefault(topic, 0L), type, source, value);
    }

    private void tell(VoiceTopic topic, boolean ofGuild, String id, String type, String source, byte[] value) {
        DemoCounts.add(counts.records(), topic.topic());
        offsets.merge(topic, 1L, Long::sum);
        to.accept(new DemoRecord(topic, ofGuild, id, type, source, now, value));
    }

    private Cause cause(VoiceTopic topic) {
        return new Cause(topic.topic(), partition, offsets.getOrDefault(topic, 0L), 0);
    }
}
