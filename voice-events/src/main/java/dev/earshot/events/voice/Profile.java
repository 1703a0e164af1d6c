package dev.earshot.events.voice;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a person is shown, as the token said when they joined. Written into the event so that the log alone can show them.
 *
 * @param username shown name, never empty
 * @param avatarUrl picture address, absent when the token has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(String username, @Nullable String avatarUrl) {
    public Profile {
        requireNonNull(username, "username");
    }
}
