package dev.earshot.projector.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trace must know of a person beyond what the fold remembers: the fold forgets a session when it ends, and an operator
 * asks how it did.
 *
 * @param username as last shown
 * @param moderated what last set their moderation, null if nothing did
 * @param connected what last set their connection, null if nothing did
 * @param endings of their last sessions, newest last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Recollection(
        @Nullable String username,
        @Nullable Mark moderated,
        @Nullable Mark connected,
        List<Ending> endings) {
    /** A late event names the last session or the one before; four are plenty and bound the memory. */
    private static final int KEPT = 4;

    /** Of somebody never seen. */
    public static final Recollection NOTHING = new Recollection(null, null, null, List.of());

    public Recollection {
        endings = List.copyOf(endings);
    }

    /** How a session ended, null if it has not, or so long ago that nobody remembers. */
    public @Nullable Ending ending(SessionId session) {
        for (Ending ending : endings.reversed()) if (ending.session().equals(session)) return ending;
        return null;
    }

    /** How their last session ended, null if none has. */
    public @Nullable Ending lastEnding() {
        return endings.isEmpty() ? null : endings.getLast();
    }

    Recollection named(String shown) {
        return new Recollection(shown, moderated, connected, endings);
    }

    Recollection moderatedAt(Mark mark) {
        return new Recollection(username, mark, connected, endings);
    }

    Recollection connectedAt(Mark mark) {
        return new Recollection(username, moderated, mark, endings);
    }

    Recollection ended(Ending ending) {
        return new Recollection(username, moderated, connected, latest(endings, List.of(ending)));
    }

    /** With what is remembered of the time after it. */
    Recollection then(Recollection later) {
        return new Recollection(
                later.username == null ? username : later.username,
                later.moderated == null ? moderated : later.moderated,
                later.connected == null ? connected : later.connected,
                latest(endings, later.endings));
    }

    private static List<Ending> latest(List<Ending> earlier, List<Ending> later) {
        if (later.isEmpty()) return earlier;
        List<Ending> all = new ArrayList<>(earlier);
        all.addAll(later);
        return all.subList(Math.max(0, all.size() - KEPT), all.size());
    }
}
