package dev.earshot.local.history;

import dev.earshot.events.presence.Connection;
import dev.earshot.projector.history.answer.Participant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person in a channel, in words. Pure. */
final class PersonText {
    private PersonText() {}

    /** What can be seen of them beside their name: {@code muted, speaking}; empty if nothing special. */
    static String marks(Participant person) {
        List<String> marks = new ArrayList<>();
        if (person.connection() != Connection.LIVE) marks.add("reconnecting");
        if (person.speaking()) marks.add("speaking");
        if (person.muted()) marks.add("muted");
        if (person.deafened()) marks.add("deafened");
        if (person.serverMuted()) marks.add("muted by a moderator");
        if (person.serverDeafened()) marks.add("deafened by a moderator");
        if (person.camera()) marks.add("camera");
        if (person.screen()) marks.add("screen");
        return String.join(", ", marks);
    }

    /** Where and how: {@code in lounge, muted}; {@code in no channel} for null. */
    static String where(@Nullable Participant person) {
        if (person == null) return "in no channel";
        String marks = marks(person);
        return "in " + person.channelId().value() + (marks.isEmpty() ? "" : ", " + marks);
    }
}
