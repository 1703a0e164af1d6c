package dev.earshot.gateway.socket;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.log.RecordPosition;

/**
 * Carries out what was decided of a command: its events go to the log, each after the one before was acknowledged, and then it is
 * answered. On the socket's event loop alone.
 */
final class CommandFlow {
    private final SocketParts parts;
    private final Answers answers;
    private final CommandQueue queue;
    private final VoiceSession session;
    /** Joins sent so far: an ack of something older than the last one says nothing about where the session is. */
    private int joins;

    private long lastJoin;

    CommandFlow(SocketParts parts, Answers answers, CommandQueue queue, VoiceSession session) {
        this.parts = parts;
        this.answers = answers;
        this.queue = queue;
        this.session = session;
    }

    /** The id of the newest join that was sent. */
    long lastJoin() {
        return lastJoin;
    }

    void carryOut(long id, Decision decision) {
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
        if (last && append.placement() != null) session.place(append.placement());
        session.onLoop(
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
        Placement here = session.state().placement();
        if (here == null || !here.guild().equals(guild)) return;
        session.place(here.at(0));
        session.lookAgain(guild);
    }

    private void acknowledged(Decision.Addressed event, RecordPosition position) {
        Placement here = session.state().placement();
        if (here != null && !here.guild().equals(event.guild())) return;
        if (event.event() instanceof VoiceEvent.Left) {
            session.place(null);
        } else if (here != null && event.event() instanceof VoiceEvent.Joined) {
            session.place(here.at(position.offset()));
            session.lookAgain(event.guild());
        }
    }
}
