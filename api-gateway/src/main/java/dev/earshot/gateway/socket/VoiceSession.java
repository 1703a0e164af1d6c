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
import dev.earshot.gateway.log.RecordPosition;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.ServerFrame;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The session of one socket: commands become events, rows become what the browser is told. All rules are in {@link
 * CommandDecider}, {@link RowVerdict} and {@link Removal}; here are the effects. On the socket's event loop alone, but for
 * what ticks read.
 */
final class VoiceSession {
    /** A directory that lags has caught up after this, or what it says is so. */
    private static final long LOOK_AGAIN_MS = 2000;

    private final SocketParts parts;
    private final SocketLine line;
    private final Answers answers;
    private final CommandQueue queue;
    private final String address;
    private volatile SessionState state;
    private volatile long heardAt = System.nanoTime();
    /** Joins sent so far: an ack of something older than the last one says nothing about where the session is. */
    private int joins;

    private long lastJoin;
    private boolean over;
    private final ResumeFlow resume;

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
        this.queue = queue;
        this.state = state;
        this.address = address;
        this.resume = new ResumeFlow(parts, line, answers, queue, this);
    }

    SessionState state() {
        return state;
    }

    void become(SessionState next) {
        state = next;
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
        carryOut(join.id(), decision);
    }

    void leave(ClientFrame.Leave leave) {
        carryOut(leave.id(), CommandDecider.leave(state));
    }

    void state(ClientFrame.State set) {
        carryOut(set.id(), CommandDecider.state(state, set));
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

    /** A record of the user's, in some guild. */
    void onRow(GuildId guild, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        if (over) return;
        switch (RowVerdict.of(state, guild, row, refusal)) {
            case RowVerdict.Nothing _ -> {}
            case RowVerdict.Seated seated -> seated(seated);
            case RowVerdict.Ended _ -> state = state.with((Placement) null);
            case RowVerdict.Refused refused -> refused(guild, refused);
            case RowVerdict.TakenOver _ -> {
                over = true;
                state = state.with((Placement) null);
                parts.metrics().closed(CloseCode.TAKEN_OVER);
                line.close(CloseCode.TAKEN_OVER);
            }
            case RowVerdict.Replaced replaced -> {
                state = state.with((Placement) null);
                line.send(new ServerFrame.Replaced(replaced.guild(), replaced.channel(), replaced.by()));
            }
        }
    }

    void directoryChanged(GuildId guild) {
        if (state.isIn(guild)) mayStay(false);
    }

    /** The socket is gone. @param byClient whether the browser said goodbye */
    void ended(boolean byClient) {
        over = true;
        SessionState last = state;
        Placement here = last.placement();
        state = last.with((Placement) null);
        if (here == null) return;
        VoiceEvent gone = new VoiceEvent.Disconnected(last.user(), last.session(), last.connection(), byClient);
        // If Kafka is away nobody hears of it, and nobody need: the lease runs out all the same.
        onLoop(parts.log().append(here.guild(), gone), _ -> {}, _ -> {});
    }

    /** Looks at the table, for rows that came before it was known what they mean. */
    void lookAgain(GuildId guild) {
        onRow(guild, parts.feeds().row(guild, state.user()).orElse(null), null);
    }

    private void carryOut(long id, Decision decision) {
        switch (decision) {
            case Decision.Refuse(var error, var message) -> answers.refuse(id, error, message);
            case Decision.Acknowledge _ -> answers.ack(id);
            case Decision.Append append -> {
                if (append.isHeld()) queue.hold(() -> send(id, append, 0));
                else send(id, append, 0);
            }
        }
    }

    private void send(long id, Decision.Append append, int index) {
        Decision.Addressed event = append.events().get(index);
        boolean last = index == append.events().size() - 1;
        boolean joining = event.event() instanceof VoiceEvent.Joined;
        if (joining) {
            joins++;
            lastJoin = id;
        }
        int joinsNow = joins;
        if (last && append.placement() != null) state = state.with(append.placement());
        onLoop(
                parts.log().append(event.guild(), event.event()),
                position -> {
                    if (joinsNow == joins) acknowledged(event, position);
                    if (!last) {
                        send(id, append, index + 1);
                        return;
                    }
                    answers.ack(id);
                    if (append.isHeld()) queue.release();
                },
                failure -> {
                    if (joining && joinsNow == joins) unknown(event.guild());
                    answers.failed(id, "A command", failure);
                    if (append.isHeld()) queue.releaseRefusing(failure);
                });
    }

    // The join may be in the log or not: from now on whatever row comes says which.
    private void unknown(GuildId guild) {
        Placement here = state.placement();
        if (here == null || !here.guild().equals(guild)) return;
        state = state.with(here.at(0));
        lookAgain(guild);
    }

    private void acknowledged(Decision.Addressed event, RecordPosition position) {
        Placement here = state.placement();
        if (here == null || !here.guild().equals(event.guild())) return;
        if (event.event() instanceof VoiceEvent.Joined) {
            state = state.with(here.at(position.offset()));
            lookAgain(event.guild());
        } else if (event.event() instanceof VoiceEvent.Left) {
            state = state.with((Placement) null);
        }
    }

    private void seated(RowVerdict.Seated seated) {
        Placement here = state.placement();
        PresenceRow row = seated.row();
        state = state.with(here == null ? Placement.shown(seated.guild(), row) : here.seenIn(row.channelId()));
        resume.seated();
        if (seated.first()) mayStay(true);
    }

    private void refused(GuildId guild, RowVerdict.Refused refused) {
        if (resume.refused(refused.code())) return;
        Placement here = state.placement();
        if (here == null || !here.guild().equals(guild)) return;
        String sentence = Refusals.sentence(refused.code(), channel(here));
        parts.metrics().refusedByFold(refused.code().code());
        line.send(new ServerFrame.Refused(
                lastJoin, guild, here.channel(), refused.code().code(), sentence));
        state = state.with(refused.stays() == null ? null : Placement.shown(guild, refused.stays()));
    }

    private @Nullable Channel channel(Placement there) {
        return parts.directory()
                .guild(there.guild())
                .map(guild -> guild.channels().get(there.channel()))
                .orElse(null);
    }

    private void mayStay(boolean mayLag) {
        SessionState now = state;
        Placement here = now.placement();
        if (over || here == null) return;
        Optional<Removal> removal = Removal.of(
                now, here.channel(), parts.directory().guild(here.guild()).orElse(null));
        if (removal.isEmpty()) return;
        if (mayLag && removal.get().mayBeLag()) {
            lookLater();
            return;
        }
        onLoop(parts.log().append(here.guild(), removal.get().event()), _ -> {}, _ -> lookLater());
    }

    private void lookLater() {
        line.loop().schedule(() -> mayStay(false), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
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
