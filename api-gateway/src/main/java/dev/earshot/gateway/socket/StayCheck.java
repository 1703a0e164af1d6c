package dev.earshot.gateway.socket;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes a session out of a channel where it may not be (any more): looks when its row appears and at every change of the
 * directory, so that a ban never loses to a join in flight. On the socket's event loop alone.
 */
final class StayCheck {
    /** A directory that lags has caught up after this, or what it says is so. */
    private static final long LOOK_AGAIN_MS = 2000;

    private final SocketParts parts;
    private final SocketLine line;
    private final VoiceSession session;

    StayCheck(SocketParts parts, SocketLine line, VoiceSession session) {
        this.parts = parts;
        this.line = line;
        this.session = session;
    }

    /** Its row has just appeared, which may be ahead of the directory. */
    void seated() {
        look(true);
    }

    void directoryChanged() {
        look(false);
    }

    private void look(boolean mayLag) {
        SessionState now = session.state();
        Placement here = now.placement();
        if (session.isOver() || here == null) return;
        Optional<Removal> removal = Removal.of(
                now, here.channel(), parts.directory().guild(here.guild()).orElse(null));
        if (removal.isEmpty()) return;
        if (mayLag && removal.get().mayBeLag()) {
            lookLater();
            return;
        }
        session.onLoop(parts.log().append(here.guild(), removal.get().event()), _ -> {}, _ -> lookLater());
    }

    private void lookLater() {
        line.loop().schedule(() -> look(false), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }
}
