package dev.earshot.gateway.socket;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.directory.Channel;
import dev.earshot.gateway.log.HeardSession;
import dev.earshot.gateway.telemetry.Origin;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.ServerFrame;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The session of one socket: commands become events, rows become what the browser is told. All rules are in {@link
 * CommandDecider}, {@link RowVerdict} and {@link Removal}; here and in the three flows it has are the effects. On the socket's
 * event loop alone, but for what ticks read.
 */
final class VoiceSession {
    private final SocketParts parts;
    private final SocketLine line;
    private final Answers answers;
    private final String address;
    private final CommandFlow commands;
    private final ResumeFlow resume;
    private final StayCheck stay;
    private volatile SessionState state;
    private volatile long heardAt = System.nanoTime();
    private boolean over;

    VoiceSession(
            SocketParts parts,
            SocketLine line,
            Answers answers,
            CommandQueue queue,
            SessionState state,
            String address) {
        this.parts = parts;
        this.line = line;
        this.answers = answers;
        this.state = state;
        this.address = address;
        this.commands = new CommandFlow(parts, answers, queue, this);
        this.resume = new ResumeFlow(parts, line, answers, queue, this);
        this.stay = new StayCheck(parts, line, this);
    }

    SessionState state() {
        return state;
    }

    void become(SessionState next) {
        state = next;
    }

    /** @param where null for nowhere */
    void place(@Nullable Placement where) {
        state = state.with(where);
    }

    /** Whether the socket is gone, or another one has the session. */
    boolean isOver() {
        return over;
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    /** For ticks, from any thread: empty while the session is in no channel. */
    Optional<HeardSession> inChannel() {
        SessionState now = state;
        Placement here = now.placement();
        return here == null
                ? Optional.empty()
                : Optional.of(new HeardSession(here.guild(), now.user(), now.session(), heardAt));
    }

    /** For operators, from any thread. */
    OpenSession open(Instant now) {
        SessionState is = state;
        Instant lastHeard = now.minusNanos(System.nanoTime() - heardAt);
        return new OpenSession(is.user(), is.profile().username(), is.session(), lastHeard);
    }

    void hello() {
        SessionState now = state;
        line.send(new ServerFrame.Hello(
                now.session(),
                now.secret().text(),
                Protocol.HEARTBEAT.toMillis(),
                Protocol.LEASE.toMillis(),
                Protocol.SPEAKING_THROTTLE.toMillis()));
    }

    void shownAs(Profile profile) {
        state = state.with(profile);
    }

    void join(ClientFrame.Join join) {
        Decision decision = CommandDecider.join(state, join, parts.directory().guild(join.guild()));
        if (decision instanceof Decision.Refuse(var error, var message)) {
            audit(join, error.code());
            answers.refuse(join.id(), error, message);
            return;
        }
        commands.carryOut(join.id(), decision);
    }

    void leave(ClientFrame.Leave leave) {
        commands.carryOut(leave.id(), CommandDecider.leave(state));
    }

    void state(ClientFrame.State set) {
        commands.carryOut(set.id(), CommandDecider.state(state, set));
    }

    void resume(ClientFrame.Resume frame) {
        resume.begin(frame);
    }

    /** Speech of somebody who is in no channel is nothing, not an error: it may have crossed a leave. */
    void speaking(boolean speaking) {
        SessionState now = state;
        Placement here = now.placement();
        if (here == null) return;
        VoiceSignal.Speaking signal = new VoiceSignal.Speaking(now.user(), now.session(), now.connection(), speaking);
        onLoop(parts.log().append(here.guild(), signal), _ -> {}, failure -> answers.failed(null, "Speech", failure));
    }

    /** Whose telemetry this socket's is. */
    Origin origin() {
        SessionState now = state;
        Placement here = now.placement();
        if (here == null) return new Origin(now.user(), now.session(), null);
        String call = parts.feeds()
                .row(here.guild(), now.user())
                .filter(row -> row.sessionId().equals(now.session()))
                .map(PresenceRow::callId)
                .orElse(null);
        return new Origin(now.user(), now.session(), new Origin.Seat(here.guild(), here.channel(), call));
    }

    /** A record of the user's, in some guild. */
    void onRow(GuildId guild, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        if (over) return;
        switch (RowVerdict.of(state, guild, row, refusal)) {
            case RowVerdict.Nothing _ -> {}
            case RowVerdict.Seated seated -> seated(seated);
            case RowVerdict.Ended _ -> state = state.ended();
            case RowVerdict.Refused refused -> refused(guild, refused);
            case RowVerdict.TakenOver _ -> {
                over = true;
                place(null);
                parts.metrics().closed(CloseCode.TAKEN_OVER.code());
                line.close(CloseCode.TAKEN_OVER);
            }
            case RowVerdict.Replaced replaced -> {
                place(null);
                line.send(new ServerFrame.Replaced(replaced.guild(), replaced.channel(), replaced.by()));
            }
        }
    }

    void directoryChanged(GuildId guild) {
        if (state.isIn(guild)) stay.directoryChanged();
    }

    /** The socket is gone. @param byClient whether the browser said goodbye */
    void ended(boolean byClient) {
        over = true;
        SessionState last = state;
        Placement here = last.placement();
        place(null);
        if (here == null) return;
        VoiceEvent gone = new VoiceEvent.Disconnected(last.user(), last.session(), last.connection(), byClient);
        // If Kafka is away nobody hears of it, and nobody need: the lease runs out all the same.
        onLoop(parts.log().append(here.guild(), gone), _ -> {}, _ -> {});
    }

    /** Looks at the table, for rows that came before it was known what they mean. */
    void lookAgain(GuildId guild) {
        onRow(guild, parts.feeds().row(guild, state.user()).orElse(null), null);
    }

    private void seated(RowVerdict.Seated seated) {
        Placement here = state.placement();
        PresenceRow row = seated.row();
        place(here == null ? Placement.shown(seated.guild(), row) : here.seenIn(row.channelId()));
        resume.seated();
        if (seated.first()) stay.seated();
    }

    private void refused(GuildId guild, RowVerdict.Refused refused) {
        if (resume.refused(refused.code())) return;
        Placement here = state.placement();
        if (here == null || !here.guild().equals(guild)) return;
        String sentence = Refusals.sentence(refused.code(), channel(here));
        parts.metrics().refusedByFold(refused.code().code());
        line.send(new ServerFrame.Refused(
                commands.lastJoin(), guild, here.channel(), refused.code().code(), sentence));
        place(refused.stays() == null ? null : Placement.shown(guild, refused.stays()));
    }

    private @Nullable Channel channel(Placement there) {
        return parts.directory()
                .guild(there.guild())
                .map(guild -> guild.channels().get(there.channel()))
                .orElse(null);
    }

    private void audit(ClientFrame.Join join, String code) {
        parts.audit()
                .append(new AuditFact.JoinRefused(
                        parts.clock().instant(),
                        state.user(),
                        address,
                        join.guild(),
                        join.channel(),
                        state.session(),
                        code,
                        1))
                .subscribe(null, _ -> {});
    }

    /** Carries an effect's end back to the socket's event loop. */
    <T> void onLoop(Mono<T> effect, Consumer<T> done, Consumer<Throwable> failed) {
        effect.subscribe(
                value -> line.loop().execute(() -> done.accept(value)),
                failure -> line.loop().execute(() -> failed.accept(failure)));
    }
}
