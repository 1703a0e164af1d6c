package dev.earshot.events.presence;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;

/** The key of a presence row: {@code guild/user}. The partition is the guild's alone. */
public record PresenceKey(GuildId guild, UserId user) {

    /**
     * Reads a record's key.
     *
     * @throws IllegalArgumentException if the text is not {@code guild/user}
     */
    public static PresenceKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("A presence key is guild/user");
        return new PresenceKey(new GuildId(text.substring(0, slash)), new UserId(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return guild.value() + '/' + user.value();
    }
}
