package dev.earshot.analytics.testing;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.fold.FoldTime;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A guild's random but repeatable history: events that make sense and events that do not, folded by the real fold into
 * facts, and watched by an {@link Observer} meanwhile.
 */
public final class History {
    private static final GatewayId GATEWAY = new GatewayId("g1");

    private final GuildId guild;
    private final int partition;
    private final Random random;
    private final Observer observer = new Observer();
    private final List<VoiceChange> facts = new ArrayList<>();
    private final List<Appended> log = new ArrayList<>();
    private final Random lateness;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<UserId, Instant> lastSign = new HashMap<>();
    private LiveGuild state = LiveGuild.EMPTY;
    private Instant now;
    private long events;
    private long signals;
    private long directory = 1;
    private FoldTime eventTime = FoldTime.NONE;
    private FoldTime signalTime = FoldTime.NONE;
    private Duration ahead = Duration.ZERO;

    private History(GuildId guild, int partition, long seed) {
        this.guild = guild;
        this.partition = partition;
        this.random = new Random(seed);
        this.lateness = new Random(seed);
        this.now = Instant.parse("2026-01-30T22:00:00Z").plusMillis(partition);
    }

    /**
     * An event as the log has it.
     *
     * @param at append time: sometimes earlier than that of the event before, when a broker's clock was set back
     */
    public record Appended(GuildId guild, int partition, Instant at, VoiceEvent event) {}

    private static GuildId home(int partition) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> new GuildId("guild-" + n))
                .filter(guild -> GuildPartition.of(guild, FactTopics.PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** @param partition of the log, and of its facts */
    public static History random(int partition, long seed, int inputs) {
        return random(new GuildId("guild-" + partition), partition, seed, inputs);
    }

    /** Of a guild whose partition this is, so that its log can be folded. */
    public static History atHome(int partition, long seed, int inputs) {
        return random(home(partition), partition, seed, inputs);
    }

    /** The same with a broker's clock that jumps ahead, by minutes or by days, and comes back. */
    public static History withJumps(int partition, long seed, int inputs) {
        History history = new History(home(partition), partition, seed);
        Random jumps = new Random(-seed);
        for (int i = 0; i < inputs; i++) {
            if (jumps.nextInt(40) == 0)
                history.ahead = jumps.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(jumps.nextInt(3_000));
            history.step();
        }
        return history;
    }

    private static History random(GuildId guild, int partition, long seed, int inputs) {
        History history = new History(guild, partition, seed);
        for (int i = 0; i < inputs; i++) history.step();
        return history;
    }

    public List<VoiceChange> facts() {
        return facts;
    }

    /** The guild's events alone, from the log's first offset on: the facts that are no speech fold from them. */
    public List<Appended> log() {
        return log;
    }

    /** How many are in a channel in the end. */
    public long present() {
        return state.presence().members().count();
    }

    /** {@code id|user|channel|began|ended|why|ms spoken|ms muted} */
    public List<String> calls() {
        return observer.calls();
    }

    public List<String> stays() {
        return observer.stays();
    }

    /** {@code user|session|code|minute|times} */
    public List<String> refusals() {
        return refusals.entrySet().stream()
                .map(refusal -> refusal.getKey() + "|" + refusal.getValue())
                .toList();
    }

    private void step() {
        // Often several inputs share a millisecond, as records of one batch of Kafka do.
        if (random.nextInt(3) > 0) now = now.plusMillis(random.nextLong(random.nextInt(20) == 0 ? 400_000 : 8_000));
        int kind = random.nextInt(100);
        if (kind < 20) say(new VoiceSignal.Speaking(user(), session(), connection(), random.nextInt(4) > 0));
        else if (kind < 25) say(new VoiceSignal.Tick(GATEWAY, List.of()));
        else happen(event(kind));
    }

    private VoiceEvent event(int kind) {
        UserId user = user();
        if (kind < 55) {
            long seen = directory - (random.nextInt(10) == 0 ? 1 : 0);
            return new VoiceEvent.Joined(
                    user,
                    session(),
                    connection(),
                    GATEWAY,
                    channel(),
                    random.nextInt(3) == 0 ? 2 : 0,
                    new Profile(user.value(), null),
                    random.nextBoolean(),
                    false,
                    "hash",
                    seen,
                    random.nextInt(4) == 0 ? session() : null,
                    "1.0");
        }
        if (kind < 62)
            return new VoiceEvent.Left(
                    user, session(), connection(), random.nextInt(4) > 0 ? LeftWhy.ASKED : LeftWhy.PERMISSION_LOST);
        if (kind < 66) return new VoiceEvent.Disconnected(user, session(), connection(), random.nextBoolean());
        if (kind < 71) return new VoiceEvent.Resumed(user, session(), connection(), GATEWAY, "1.1");
        if (kind < 82)
            return new VoiceEvent.StateSet(
                    user,
                    session(),
                    connection(),
                    new OwnState(random.nextBoolean(), false, false, false, AudioState.ON));
        if (kind < 87)
            return new VoiceEvent.Moderated(user, new UserId("mod"), new Moderation(random.nextBoolean(), false));
        if (kind < 94)
            return new VoiceEvent.Expired(
                    user, session(), lastSign.getOrDefault(user, now), random.nextInt(4) > 0 ? events : events - 40);
        if (kind < 96) return new VoiceEvent.ChannelClosed(channel(), directory++);
        if (kind < 98) return new VoiceEvent.MemberRemoved(user, directory++);
        return new VoiceEvent.MediaObserved("w" + events, "participant_left", channel(), user, null);
    }

    private void happen(VoiceEvent event) {
        Cause cause = new Cause(VoiceTopic.EVENTS.topic(), partition, events++, 0);
        boolean late = !log.isEmpty() && !log.getLast().at().isBefore(now) && lateness.nextBoolean();
        Instant appended = (late ? now.minusMillis(lateness.nextInt(5_000)) : now).plus(ahead);
        log.add(new Appended(guild, partition, appended, event));
        FoldTime time = eventTime.advance(appended);
        eventTime = time;
        fold(event, before -> LiveFold.event(guild, before, new Recorded<>(cause, time.now(), event), time));
    }

    private void say(VoiceSignal signal) {
        Cause cause = new Cause(VoiceTopic.SIGNALS.topic(), partition, signals++, 0);
        signalTime = signalTime.advance(now.plus(ahead));
        if (signalTime.isSetBack())
            state = LiveFold.signalsSetBack(state, signalTime).next();
        Instant at = signalTime.now();
        fold(signal, before -> switch (signal) {
            case VoiceSignal.Speaking said -> LiveFold.speaking(guild, before, new Recorded<>(cause, at, said));
            case VoiceSignal.Tick tick -> LiveFold.silence(guild, before, new Recorded<>(cause, at, tick));
        });
    }

    private void fold(Object input, Function<LiveGuild, Outcome> fold) {
        Outcome outcome = fold.apply(state);
        observer.look(state, outcome.next(), now, input);
        state = outcome.next();
        facts.addAll(outcome.facts());
        for (Outcome.RowWrite row : outcome.rows()) {
            lastSign.put(row.user(), now);
            if (row.refusal() == null || !(input instanceof VoiceEvent.OfSession asked)) continue;
            String key = String.join(
                    "|",
                    row.user().value(),
                    asked.session().value(),
                    row.refusal().code().code(),
                    now.truncatedTo(ChronoUnit.MINUTES).toString());
            refusals.merge(key, 1, Integer::sum);
        }
        for (UserId user : outcome.touched()) lastSign.put(user, now);
    }

    private UserId user() {
        return new UserId("user-" + random.nextInt(5));
    }

    private SessionId session() {
        return new SessionId("session-" + random.nextInt(2));
    }

    private ConnectionId connection() {
        return new ConnectionId("connection-" + random.nextInt(2));
    }

    private ChannelId channel() {
        return new ChannelId("channel-" + random.nextInt(3));
    }
}
