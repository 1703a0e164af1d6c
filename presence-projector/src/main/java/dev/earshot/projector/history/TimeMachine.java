package dev.earshot.projector.history;

import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.answer.AsOf;
import dev.earshot.projector.history.answer.DensityAnswer;
import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.ExplainAnswer;
import dev.earshot.projector.history.answer.LogAnswer;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import dev.earshot.projector.history.answer.VerifyAnswer;
import dev.earshot.projector.history.checkpoint.CheckpointPlace;
import dev.earshot.projector.history.checkpoint.Checkpoints;
import dev.earshot.projector.history.log.LogAdmin;
import dev.earshot.projector.history.log.LogClock;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.log.LogReaders;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Shown;
import dev.earshot.projector.history.past.SpeechThen;
import dev.earshot.projector.history.verify.Verification;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about the past by folding the log anew, with the fold that runs live. It only reads: no group, no producer,
 * and no topic is created. Nothing is opened before the first question. Thread-safe; every question blocks its thread, and
 * throws {@link CannotAnswer} with a sentence if there is no answer. An interrupt ends it early.
 *
 * <p>Time is append time. A moment holds every record up to the last at which the fold's time was not later ({@link LogClock}); what
 * gateways' clocks say changes nothing.
 */
public final class TimeMachine implements AutoCloseable {
    /** Before it Kafka knows no times, and after it Java's millis end sooner or later. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final LogReaders readers;
    private final LogAdmin admin;
    private final Clock clock;
    private final String projectorGroup;
    private final @Nullable Checkpoints checkpoints;
    private final RecentMoments recent = new RecentMoments();
    private final LogClocks clocks = new LogClocks();

    /** @param clock to say of a time that it is still to come, and how long an answer took */
    public TimeMachine(HistorySettings settings, Clock clock) {
        this(
                settings,
                settings.checkpoints() == null
                        ? null
                        : new Checkpoints(settings.checkpoints(), settings.checkpointBytes(), clock),
                clock);
    }

    TimeMachine(HistorySettings settings, @Nullable Checkpoints checkpoints, Clock clock) {
        readers = new LogReaders(settings.client());
        admin = new LogAdmin(settings.client());
        this.clock = clock;
        projectorGroup = settings.projectorGroup();
        this.checkpoints = checkpoints;
    }

    /** How far the log of the guild's partition reaches. */
    public LogAnswer log(GuildId guild) {
        return ask(guild, Asker.PROGRAM, (reader, place, replay) -> {
            Instant first = firstAppended(reader, place);
            Notes notes = new Notes().reach(place, first, clock.instant(), Instant.EPOCH, clock.instant());
            return new LogAnswer(
                    guild,
                    place.partition(),
                    place.first(),
                    place.next(),
                    first,
                    first == null ? null : replay.log().time(),
                    notes.sentences());
        });
    }

    /** The guild as it was at a moment. */
    public StateAnswer state(GuildId guild, Instant at, Asker asker) {
        long began = clock.millis();
        Instant moment = possible(at);
        return ask(guild, asker, (reader, place, replay) -> {
            Replay.Reached reached = replay.reach(replay.after(moment));
            GuildMoment then = reached.then();
            LiveGuild silent = Shown.silent(then.presence());
            SpeechThen.Known speech = SpeechThen.at(reader, place.signals(), guild, silent, moment);
            Notes notes = notes(reader, place, replay, moment, moment).passedOver(then);
            if (!speech.known())
                notes.add(
                        "Who spoke is not known: the signals of that time are no longer kept. Nobody is shown speaking.");
            return new StateAnswer(
                    guild,
                    moment,
                    asOf(place, then.lastEvent()),
                    Shown.channels(speech.guild()),
                    reached.events(),
                    reached.spared(),
                    clock.millis() - began,
                    speech.known(),
                    notes.sentences());
        });
    }

    /** Events with their effects, page by page. */
    public EventsAnswer events(EventsQuestion question, Asker asker) {
        return ask(question.guild(), asker, (reader, place, replay) -> {
            Notes notes = notes(reader, place, replay, possible(question.from()), possible(question.to()));
            return new EventList(place, replay, asker.zone()).page(question, notes);
        });
    }

    /** Every event of a person, both times included, with its effect or the rule by which it had none. */
    public TraceAnswer trace(GuildId guild, UserId user, Instant from, Instant to, Asker asker) {
        Span span = Span.of(from, to);
        return ask(guild, asker, (reader, place, replay) -> {
            Notes notes = notes(reader, place, replay, span.from(), span.to());
            return new EventList(place, replay, asker.zone()).trace(user, span, notes);
        });
    }

    /** What differs between two moments, and which events made it so. */
    public DiffAnswer diff(GuildId guild, Instant from, Instant to, Asker asker) {
        Span span = Span.of(from, to);
        return ask(guild, asker, (reader, place, replay) -> {
            Notes notes = notes(reader, place, replay, span.from(), span.to());
            return new Difference(place, replay, asker.zone()).between(span, notes);
        });
    }

    /** Why a person was shown as they were. */
    public ExplainAnswer explain(GuildId guild, UserId user, Instant at, Asker asker) {
        Instant moment = possible(at);
        return ask(guild, asker, (reader, place, replay) -> {
            Notes notes = notes(reader, place, replay, moment, moment);
            return new Explanation(place, replay, asker.zone()).of(user, moment, notes);
        });
    }

    /**
     * How many events and departures there were when.
     *
     * @param buckets 1 to {@value Density#MOST_BUCKETS}; the answer has as many or fewer, each of whole seconds
     */
    public DensityAnswer density(GuildId guild, Instant from, Instant to, int buckets, Asker asker) {
        Density density = Density.of(Span.of(from, to), buckets);
        return ask(guild, asker, (reader, place, replay) -> {
            Notes notes = notes(reader, place, replay, density.from(), density.to());
            return density.count(place, replay, notes);
        });
    }

    /**
     * Folds the log anew and compares it with the live table, row by row, speech aside.
     *
     * @param guild the only one that is looked at, null for all
     */
    public VerifyAnswer verify(@Nullable GuildId guild, Asker asker) {
        return readers.with(reader -> new Verification(reader, admin, projectorGroup, asker.progress()).of(guild));
    }

    /**
     * Folds every guild that somebody has looked at as far as checkpoints go, so that the next question begins near its moment. How
     * many were behind.
     */
    public int keepUp() {
        if (checkpoints == null) return 0;
        int behind = 0;
        for (GuildId guild : checkpoints.guilds(admin.id(VoiceTopic.EVENTS.topic()))) {
            if (ask(guild, Asker.PROGRAM, (_, _, replay) -> replay.keepUp())) behind++;
        }
        return behind;
    }

    private interface Question<T> {
        T answer(LogReader reader, Place place, Replay replay);
    }

    private <T> T ask(GuildId guild, Asker asker, Question<T> question) {
        Function<LogReader, T> asked = reader -> {
            Place place = Place.of(reader, guild);
            return question.answer(
                    reader, place, new Replay(reader, place, shelf(place), clocks, clock, asker.progress()));
        };
        return readers.with(asked);
    }

    private Shelf shelf(Place place) {
        String log = checkpoints == null ? "" : admin.id(place.events().topic());
        return new Shelf(
                checkpoints, recent, new CheckpointPlace(log, place.partition(), place.guild(), place.first()));
    }

    private Notes notes(LogReader reader, Place place, Replay replay, Instant from, Instant to) {
        return new Notes()
                .reach(place, firstAppended(reader, place), from, to, clock.instant())
                .clockWasAhead(replay.log(), from, to);
    }

    private static @Nullable Instant firstAppended(LogReader reader, Place place) {
        var oldest = reader.firstFrom(place.events(), Instant.EPOCH);
        return oldest == null ? null : Instant.ofEpochMilli(oldest.timestamp());
    }

    private static @Nullable AsOf asOf(Place place, @Nullable Mark last) {
        return last == null ? null : new AsOf(place.partition(), last.offset(), last.at());
    }

    static Instant possible(Instant time) {
        if (time.isBefore(Instant.EPOCH)) return Instant.EPOCH;
        return time.isAfter(LATEST) ? LATEST : time;
    }

    @Override
    public void close() {
        readers.close();
        admin.close();
    }
}
